package io.github.lwmigrate.source.ttnv3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.CancelledException;
import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.stack.StackServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 1000, 1001, 2000})
  void everyDevice_isListedOnce(int size) {
    try (Origin origin = fleet(size)) {
      List<Listed> listed = origin.list(Selection.all());

      assertThat(ids(listed)).hasSize(size).doesNotHaveDuplicates().isSorted();
      assertThat(origin.call.totals).last().isEqualTo((long) size);
    }
  }

  @Test
  void limit_asksForNoMoreThanIsWanted() {
    try (Origin origin = fleet(500)) {
      List<Listed> listed = new ArrayList<>();
      RuntimeException enough = new IllegalStateException("enough");
      assertThatThrownBy(
              () ->
                  origin.source.list(
                      Selection.all().first(10),
                      entry -> {
                        listed.add(entry);
                        if (listed.size() == 10) {
                          throw enough;
                        }
                      },
                      origin.call))
          .isSameAs(enough);

      assertThat(origin.call.totals).containsOnly(10L);
      assertThat(origin.methods()).containsOnlyOnce("EndDeviceRegistry/List");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 400})
  void devicesDeletedMeanwhile_hideNoOther(int deleted) {
    try (Origin origin = fleet(1500)) {
      List<Listed> listed = listWith(origin, () -> delete(origin, deleted));

      assertThat(ids(listed)).hasSize(1500).doesNotHaveDuplicates();
    }
  }

  @Test
  void devicesDeletedMeanwhile_soThatThePageIsPastTheEnd_hideNoOther() {
    try (Origin origin = fleet(1400)) {
      List<Listed> listed = listWith(origin, () -> delete(origin, 450));

      assertThat(ids(listed)).hasSize(1400).doesNotHaveDuplicates();
    }
  }

  @Test
  void deviceCreatedMeanwhile_showsNoOtherTwice() {
    try (Origin origin = fleet(1500)) {
      List<Listed> listed =
          listWith(origin, () -> origin.put(device("aaa-first"), StackServer.IDENTITY_SERVER));

      assertThat(ids(listed)).doesNotHaveDuplicates().contains("device-00001499");
    }
  }

  @Test
  void deviceDeletedAndAnotherCreatedMeanwhile_hideNoOther() {
    try (Origin origin = fleet(1500)) {
      List<Listed> listed =
          listWith(
              origin,
              () -> {
                delete(origin, 1);
                origin.put(device("zzz-last"), StackServer.IDENTITY_SERVER);
              });

      assertThat(ids(listed)).hasSize(1501).doesNotHaveDuplicates().contains("zzz-last");
    }
  }

  /** Lists everything; when half of the first page is through, something changes. */
  private static List<Listed> listWith(Origin origin, Runnable change) {
    List<Listed> listed = new ArrayList<>();
    origin.source.list(
        Selection.all(),
        entry -> {
          listed.add(entry);
          if (listed.size() == 500) {
            change.run();
          }
        },
        origin.call);
    return listed;
  }

  private static void delete(Origin origin, int number) {
    for (int i = 0; i < number; i++) {
      assertThat(
              origin.stack.remove(
                  StackServer.IDENTITY_SERVER, Origin.APP, String.format("device-%08d", i)))
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"100, true", "100, false", "1000, false", "7, true"})
  void serverWithSmallerPages_orWithoutACount_isListedInFull(int largestPage, boolean counts) {
    try (Origin origin =
        Origin.of(
            network -> network.application(Origin.APP, Fleet.seeded(1, 230)),
            source ->
                source.customizeChannels(
                    builder -> builder.intercept(new OtherServers(largestPage, counts))))) {
      assertThat(ids(origin.list(Selection.all()))).hasSize(230).doesNotHaveDuplicates().isSorted();
      assertThat(origin.call.totals.isEmpty()).isEqualTo(!counts);
    }
  }

  @Test
  void pagesTooLargeForAMessage_areAskedForInSmallerOnes() {
    try (Origin origin = fleet(0)) {
      ByteString picture = ByteString.copyFrom(new byte[100_000]);
      for (int i = 0; i < 300; i++) {
        EndDevice.Builder device = device("device-" + i).toBuilder();
        device.getPictureBuilder().getEmbeddedBuilder().setMimeType("image/png").setData(picture);
        origin.put(device.build(), StackServer.IDENTITY_SERVER);
      }

      assertThat(ids(origin.list(Selection.all()))).hasSize(300).doesNotHaveDuplicates();
    }
  }

  @Test
  void severalApplications_areListedOneAfterTheOther_eachWithItsKey() {
    try (Origin origin =
        Origin.of(
            network ->
                network
                    .application(Origin.APP, Fleet.seeded(1, 20))
                    .application("second-app", Fleet.seeded(2, 30)))) {
      var key = origin.stack.apiKey("second-app");
      var first = origin.stack.apiKey(Origin.APP);
      try (TtnV3Source both =
          TtnV3Source.builder()
              .address(origin.stack.address())
              .plaintext()
              .application("second-app", key::token)
              .application(Origin.APP, first::token)
              .build()) {
        List<Listed> listed = new ArrayList<>();
        both.list(Selection.all(), listed::add, origin.call);

        assertThat(listed).hasSize(50);
        assertThat(listed.subList(0, 30))
            .allMatch(entry -> entry.ref().applicationId().equals("second-app"));
        assertThat(origin.call.totals).last().isEqualTo(50L);
        for (Listed entry : List.of(listed.get(0), listed.get(49))) {
          assertThat(both.read(entry, origin.call).device().orElseThrow().ref())
              .isEqualTo(entry.ref());
        }

        listed.clear();
        both.list(Selection.applications(Origin.APP), listed::add, origin.call);
        assertThat(listed).hasSize(20);
        assertThatThrownBy(
                () ->
                    both.list(
                        Selection.applications("third-app", Origin.APP), listed::add, origin.call))
            .isInstanceOf(ConfigurationException.class)
            .hasMessageContaining("third-app")
            .hasMessageContaining("second-app");
        assertThatThrownBy(
                () -> both.list(Selection.applications("My App"), listed::add, origin.call))
            .isInstanceOf(ConfigurationException.class)
            .hasMessageContaining("3 to 36 lower-case letters")
            .hasMessageNotContaining("My App");
      }
    }
  }

  @Test
  void chosenDevices_areHandedOnInTheirOrder() {
    try (Origin origin = fleet(5)) {
      List<Listed> listed =
          origin.list(Selection.deviceIds(List.of("device-00000003", "device-00000001")));

      assertThat(ids(listed)).containsExactly("device-00000003", "device-00000001");
      Reading reading = origin.source.read(listed.get(0), origin.call);
      assertThat(reading.device().orElseThrow().ref())
          .isEqualTo(new DeviceRef(Origin.APP, "device-00000003"));
      assertThat(origin.methods()).contains("EndDeviceRegistry/Get");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "UPPER", "ab", "double--hyphen", "-start", "under_score"})
  void impossibleId_isAFindingAndNoCall(String id) {
    try (Origin origin = fleet(0)) {
      Listed listed = origin.list(Selection.deviceIds(List.of(id))).get(0);

      assertThat(listed.findings()).hasSize(1);
      assertThat(listed.findings().get(0).severity()).isEqualTo(Severity.ERROR);
      assertThat(listed.findings().get(0).code()).isEqualTo("device-id-invalid");
      assertThat(origin.methods()).containsExactly("ApplicationAccess/ListRights");
    }
  }

  @Test
  void deviceOfAnotherApplication_isAFinding() {
    try (Origin origin = fleet(0)) {
      Listed listed = origin.list(Selection.devices(new DeviceRef("other-app", "device-1"))).get(0);

      assertThat(listed.findings())
          .extracting(f -> f.code())
          .containsExactly("application-unknown");
    }
  }

  @Test
  void cancellation_endsTheListing() {
    try (Origin origin = fleet(1500)) {
      assertThatThrownBy(
              () ->
                  origin.source.list(
                      Selection.all(), entry -> origin.call.cancelled = true, origin.call))
          .isInstanceOf(CancelledException.class);
    }
  }

  private static Origin fleet(int size) {
    return Origin.of(network -> network.application(Origin.APP, Fleet.seeded(1, size)));
  }

  private static EndDevice device(String id) {
    EndDeviceIdentifiers.Builder ids = EndDeviceIdentifiers.newBuilder().setDeviceId(id);
    ids.getApplicationIdsBuilder().setApplicationId(Origin.APP);
    return EndDevice.newBuilder().setIds(ids).build();
  }

  private static List<String> ids(List<Listed> listed) {
    return listed.stream().map(entry -> entry.ref().deviceId()).toList();
  }
}
