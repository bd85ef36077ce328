package io.github.lwmigrate.source.ttnv2;

import static io.github.lwmigrate.source.ttnv2.Network.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.proto.ttn.v2.handler.Application;
import io.github.lwmigrate.simulator.ApiKey;
import io.github.lwmigrate.simulator.SimulatedTtnV2;
import io.github.lwmigrate.simulator.TtnV2Fleet;
import io.github.lwmigrate.simulator.TtnV2Version;
import io.github.lwmigrate.source.ttnv2.internal.TestDevices;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.testkit.TestCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {

  private static final String LIST = "ApplicationManager/GetDevicesForApplication";

  private static List<String> ids(List<Listed> entries) {
    return entries.stream().map(entry -> entry.ref().deviceId()).toList();
  }

  @ParameterizedTest
  @CsvSource({"999, 1", "1000, 1", "1001, 2", "2500, 3"})
  void everyDevice_isListedOnce_withAsFewCallsAsCanBe(int size, int calls) {
    try (Network network = Network.of()) {
      network.simulated.addApplication(APP, TtnV2Fleet.seeded(1, size));
      TestCall call = TestCall.create();

      List<Listed> entries = Network.list(network.source, Selection.all(), call);

      assertThat(ids(entries)).hasSize(size).doesNotHaveDuplicates();
      assertThat(call.expectedDevices()).hasValue(size);
      assertThat(network.calls()).hasSize(calls).containsOnly("GetDevicesForApplication");
    }
  }

  @Test
  void serverThatDoesNotCount_isAskedUntilNothingIsLeft() {
    try (Network network =
        Network.of(SimulatedTtnV2.builder().version(TtnV2Version.V2_2_0), settings -> {})) {
      network.simulated.addApplication(APP, TtnV2Fleet.seeded(1, 1500));

      assertThat(ids(network.list())).hasSize(1500).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource(TtnV2Version.class)
  void everyVersion_canBeRead(TtnV2Version version) {
    try (Network network =
        Network.of(
            SimulatedTtnV2.builder().version(version),
            settings -> {},
            TestDevices.otaa(APP, "dev-1"))) {
      Listed entry = network.list().get(0);

      assertThat(Network.device(network.source.read(entry, TestCall.create())).deviceId())
          .isEqualTo("dev-1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"device-00000003", "device-00001700"})
  void deviceThatIsDeletedMeanwhile_hidesNoOther(String deleted) {
    try (Network network = Network.of()) {
      network.simulated.addApplication(APP, TtnV2Fleet.seeded(1, 1800));
      network
          .simulated
          .faults()
          .on(LIST)
          .fromCall(2)
          .before(() -> network.simulated.remove(APP, deleted));

      assertThat(ids(network.list())).hasSizeGreaterThanOrEqualTo(1799).doesNotHaveDuplicates();
    }
  }

  @Test
  void deletedAndNewDevices_thatKeepTheNumber_hideNoOther() {
    try (Network network = Network.of()) {
      network.simulated.addApplication(APP, TtnV2Fleet.seeded(1, 1800));
      network
          .simulated
          .faults()
          .on(LIST)
          .fromCall(2)
          .before(
              () -> {
                network.simulated.remove(APP, "device-00000003");
                network.simulated.put(TestDevices.otaa(APP, "zz-new"));
              });

      assertThat(ids(network.list())).hasSize(1801).contains("zz-new", "device-00001799");
    }
  }

  @Test
  void applicationThatNeverRests_endsInAnError() {
    try (Network network = Network.of()) {
      network.simulated.addApplication(APP, TtnV2Fleet.seeded(1, 1100));
      int[] number = {0};
      network
          .simulated
          .faults()
          .on(LIST)
          .always()
          .before(() -> network.simulated.remove(APP, String.format("device-%08d", number[0]++)));

      assertThatThrownBy(network::list)
          .isInstanceOfSatisfying(MigrationException.class, e -> assertThat(e.retryable()).isTrue())
          .hasMessageContaining("came and went");
    }
  }

  @Test
  void answerThatIsTooLarge_isAskedForInParts_andIsNoRateLimit() {
    try (Network network = Network.of()) {
      network.simulated.addApplication(APP, TtnV2Fleet.seeded(1, 1000));
      network
          .simulated
          .faults()
          .on(LIST)
          .refused(
              "RESOURCE_EXHAUSTED", "grpc: received message larger than max (4690000 vs. 4194304)");
      TestCall call = TestCall.create();

      assertThat(ids(Network.list(network.source, Selection.all(), call)))
          .hasSize(1000)
          .doesNotHaveDuplicates();
      assertThat(network.calls()).hasSize(4);
      assertThat(call.paused().toMillis()).isLessThan(1001);
    }
  }

  @Test
  void oddEntries_areFindings_andNoDevices() {
    try (Network network =
        Network.of(
            TestDevices.otaa(APP, "dev-1"),
            TestDevices.with(
                TestDevices.neverJoined(APP, "template"), l -> l.setDevEui(TestDevices.NO_EUI)),
            TestDevices.with(
                TestDevices.otaa(APP, "twice"), l -> l.setDevEui(TestDevices.devEui(2))),
            TestDevices.with(
                TestDevices.otaa(APP, "unreadable"), l -> l.setDevEui(TestDevices.devEui(3))))) {
      network.simulated.putBlank(APP, "gone");
      network.simulated.listTwice(APP, "twice");
      network.simulated.makeUndecodable(APP, "unreadable");

      MigrationReport report =
          Migration.from(network.source)
              .policy(MigrationPolicy.withoutSession().build())
              .pacer(pause -> {})
              .build()
              .plan(Selection.all());

      assertThat(report.outcomes())
          .extracting(Outcome::status)
          .containsExactlyInAnyOrder(
              Status.PLANNED, Status.SKIPPED, Status.SKIPPED, Status.PLANNED, Status.REJECTED);
      assertThat(codes(report, Status.SKIPPED))
          .contains(FindingCodes.BLANK_ENTRY, FindingCodes.JOIN_TEMPLATE);
      assertThat(codes(report, Status.REJECTED))
          .containsExactly(FindingCodes.ORIGIN_RECORD_UNREADABLE);
      assertThat(network.calls()).containsExactly("GetDevicesForApplication");
    }
  }

  private static List<String> codes(MigrationReport report, Status status) {
    return report.outcomes().stream()
        .filter(outcome -> outcome.status() == status)
        .flatMap(outcome -> Network.codes(outcome.findings()).stream())
        .toList();
  }

  @Test
  void unreadableRecordAtTheEndOfAPart_doesNotLookLikeAChange() {
    try (Network network = Network.of()) {
      network.simulated.addApplication(APP, TtnV2Fleet.seeded(1, 1500));
      network.simulated.makeUndecodable(APP, "device-00000999");

      List<Listed> entries = network.list();

      assertThat(entries).hasSize(1500);
      assertThat(entries.get(1499).findings())
          .extracting(finding -> finding.code())
          .containsExactly(FindingCodes.ORIGIN_RECORD_UNREADABLE);
    }
  }

  @Test
  void textThatIsNotUtf8_spoilsNoOtherDevice() {
    try (Network network =
        Network.of(
            TestDevices.otaa(APP, "dev-1").toBuilder()
                .setDescription(ByteString.copyFrom(new byte[] {(byte) 0xff, (byte) 0xfe}))
                .build(),
            TestDevices.with(
                TestDevices.otaa(APP, "dev-2"), l -> l.setDevEui(TestDevices.devEui(2))))) {
      assertThat(ids(network.list())).containsExactly("dev-1", "dev-2");
    }
  }

  @Test
  void severalApplications_haveTheirOwnKeys() {
    try (SimulatedTtnV2 network =
        SimulatedTtnV2.builder()
            .application("app_one", TtnV2Fleet.seeded(1, 3))
            .application("app-two", TtnV2Fleet.seeded(2, 4))
            .start()) {
      ApiKey one = network.accessKey("app_one");
      ApiKey two = network.accessKey("app-two");
      try (TtnV2Source source =
          Network.builder(network)
              .application("app_one", one::token)
              .application("app-two", two::token)
              .build()) {
        TestCall call = TestCall.create();
        assertThat(Network.list(source, Selection.all(), call)).hasSize(7);
        assertThat(call.expectedDevices()).hasValue(7);
        assertThat(Network.list(source, Selection.applications("app-two"), TestCall.create()))
            .extracting(entry -> entry.ref().applicationId())
            .containsOnly("app-two")
            .hasSize(4);
        assertThatThrownBy(
                () -> Network.list(source, Selection.applications("app-three"), TestCall.create()))
            .isInstanceOf(ConfigurationException.class)
            .hasMessageContaining("app-three")
            .hasMessageContaining("app_one, app-two");
      }
    }
  }

  @Test
  void chosenDevices_thatCannotBe_areRefusedWithoutACall() {
    try (Network network = Network.of()) {
      List<Listed> entries =
          Network.list(
              network.source,
              Selection.devices(
                  new DeviceRef(APP, "My-Dev"),
                  new DeviceRef(APP, "my__dev"),
                  new DeviceRef(APP, " "),
                  new DeviceRef(APP, "a"),
                  new DeviceRef("other-app", "dev-1")),
              TestCall.create());

      assertThat(entries)
          .allSatisfy(
              entry ->
                  assertThat(entry.findings())
                      .extracting(finding -> finding.severity())
                      .containsExactly(Severity.ERROR));
      assertThat(network.simulated.operations()).isEmpty();
    }
  }

  @Test
  void trial_asksForAsMuchAsItTakes() {
    try (Network network = Network.of()) {
      network.simulated.addApplication(APP, TtnV2Fleet.seeded(1, 1800));

      MigrationReport report =
          Migration.from(network.source)
              .policy(MigrationPolicy.withoutSession().build())
              .pacer(pause -> {})
              .build()
              .plan(Selection.all().first(5));

      assertThat(report.outcomes()).hasSize(5);
      assertThat(network.simulated.operations())
          .filteredOn(operation -> operation.method().equals(LIST))
          .extracting(operation -> operation.headers().get("limit"))
          .containsOnly("5");
    }
  }

  @Test
  void payloadFunctions_areNamedAndCarried_whereTheKeyMayReadThem() {
    try (Network network = Network.of(TestDevices.otaa(APP, "dev-1"))) {
      network.simulated.putApplication(
          Application.newBuilder()
              .setAppId(APP)
              .setPayloadFormat(ByteString.copyFromUtf8("custom"))
              .setDecoder(ByteString.copyFromUtf8("function Decoder(bytes) { return {}; }"))
              .setEncoder(ByteString.copyFromUtf8("function Encoder(o) { return []; }"))
              .setRegisterOnJoinAccessKey(ByteString.copyFromUtf8("ttn-account-v2.secret"))
              .build());

      Listed entry = network.list().get(0);
      var reading = network.source.read(entry, TestCall.create());

      assertThat(reading.findings())
          .filteredOn(f -> f.code().equals(FindingCodes.PAYLOAD_FUNCTIONS_NOT_CARRIED))
          .singleElement()
          .satisfies(f -> assertThat(f.message()).contains("decoder, encoder"));
      String carried = new String(entry.carried(), java.nio.charset.StandardCharsets.ISO_8859_1);
      assertThat(carried).contains("function Decoder").doesNotContain("ttn-account-v2");

      MigrationReport plan =
          Migration.from(network.source)
              .policy(MigrationPolicy.withoutSession().build())
              .pacer(pause -> {})
              .build()
              .plan(Selection.all());
      assertThat(plan.outcomes().get(0).findings())
          .filteredOn(f -> f.field().equals("formatters"))
          .extracting(f -> f.code())
          .containsExactly(FindingCodes.PAYLOAD_FUNCTIONS_NOT_CARRIED);

      ApiKey devicesOnly = network.simulated.accessKey(APP, "devices");
      try (TtnV2Source source =
          Network.builder(network.simulated).application(APP, devicesOnly::token).build()) {
        Listed other = Network.list(source, Selection.all(), TestCall.create()).get(0);
        assertThat(Network.codes(source.read(other, TestCall.create()).findings()))
            .doesNotContain(FindingCodes.PAYLOAD_FUNCTIONS_NOT_CARRIED);
      }
    }
  }
}
