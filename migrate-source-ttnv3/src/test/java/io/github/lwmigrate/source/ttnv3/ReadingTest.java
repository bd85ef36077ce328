package io.github.lwmigrate.source.ttnv3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.BoolValue;
import com.google.protobuf.ByteString;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.grpc.RemoteException;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

  private final Origin origin = Origin.of(network -> network);

  @AfterEach
  void close() {
    origin.close();
  }

  @Test
  void device_isPutTogetherFromAllServers() {
    EndDevice device = Devices.otaa("dev-1");
    origin.stack.put(device);

    EndDevice read = origin.device("dev-1");

    assertThat(read.getName()).isEqualTo("Device dev-1");
    assertThat(read.getRootKeys().equals(device.getRootKeys())).isTrue();
    assertThat(read.getSession().getKeys().equals(device.getSession().getKeys())).isTrue();
    assertThat(read.getFrequencyPlanId()).isEqualTo("EU_863_870_TTN");
    assertThat(origin.codes("dev-1")).isEmpty();
  }

  @Test
  void abpDevice_isNotMissedOnTheJoinServer() {
    origin.stack.put(Devices.abp("dev-1"));

    assertThat(origin.codes("dev-1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "JOIN_SERVER, join-server-absent, NOTICE",
    "APPLICATION_SERVER, application-server-absent, WARNING",
    "NETWORK_SERVER, network-server-absent, WARNING",
  })
  void serverThatDoesNotKnowTheDevice_isAFinding(
      StackServer server, String code, Severity severity) {
    origin.stack.put(Devices.otaa("dev-1"));
    origin.stack.remove(server, Origin.APP, "dev-1");

    Finding finding =
        origin.read("dev-1").findings().stream()
            .filter(f -> f.code().equals(code))
            .findFirst()
            .orElseThrow();
    assertThat(finding.severity()).isEqualTo(severity);
  }

  @Test
  void identityAlone_isStillADevice() {
    origin.put(Devices.otaa("dev-1"), StackServer.IDENTITY_SERVER);

    Reading reading = origin.read("dev-1");

    assertThat(reading.device()).isPresent();
    assertThat(reading.findings())
        .extracting(Finding::code)
        .containsExactly(
            "network-server-absent", "application-server-absent", "join-server-absent");
  }

  @Test
  void deviceUnknownToTheIdentityServer_isGone() {
    assertThat(origin.read("no-such-device").device()).isEmpty();

    origin.stack.put(Devices.otaa("dev-1"));
    origin.stack.remove(StackServer.IDENTITY_SERVER, Origin.APP, "dev-1");
    assertThat(origin.read("dev-1").reason()).contains("remains");
  }

  @Test
  void deviceDeletedAfterListing_isGone() {
    origin.stack.put(Devices.otaa("dev-1"));
    Listed listed = origin.list(Selection.all()).get(0);
    for (StackServer server : StackServer.values()) {
      origin.stack.remove(server, Origin.APP, "dev-1");
    }

    assertThat(origin.source.read(listed, origin.call).device()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EndDeviceRegistry/Get",
        "JsEndDeviceRegistry/Get",
        "AsEndDeviceRegistry/Get",
        "NsEndDeviceRegistry/Get"
      })
  void serverThatCannotAnswer_failsTheDevice(String method) {
    origin.stack.put(Devices.otaa("dev-1"));
    origin
        .stack
        .faults()
        .on(method)
        .always()
        .permissionDenied(Right.RIGHT_APPLICATION_DEVICES_READ_KEYS);

    RemoteException e = failure("dev-1");

    assertThat(e.device()).contains(new DeviceRef(Origin.APP, "dev-1"));
    assertThat(e.is("pkg/auth/rights", "insufficient_application_rights")).isTrue();
    assertThat(e).hasMessageContaining("correlation id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JsEndDeviceRegistry/Get", "NsEndDeviceRegistry/Get"})
  void missingKeyEncryptionKey_failsTheDevice_thoughItsCodeIsNotFound(String method) {
    origin.stack.put(Devices.otaa("dev-1"));
    origin.stack.faults().on(method).always().keyEncryptionKeyMissing();

    RemoteException e = failure("dev-1");

    assertThat(e.code()).isEqualTo("NOT_FOUND");
    assertThat(e).hasMessageContaining("pkg/crypto/cryptoutil:key_not_found");
  }

  @Test
  void appSKeyThatCannotBeUnwrapped_isAnError() {
    origin.stack.put(Devices.otaa("dev-1"));
    origin.stack.faults().on("AsEndDeviceRegistry/Get").always().keyEncryptionKeyMissing();

    Finding finding = only(origin.read("dev-1"));

    assertThat(finding.code()).isEqualTo("app-s-key-unreadable");
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void appSKeyThatIsAbsentByDesign_isNoError() {
    origin.stack.put(
        Devices.otaa("dev-1").toBuilder().setSkipPayloadCryptoOverride(BoolValue.of(true)).build());
    origin.stack.faults().on("AsEndDeviceRegistry/Get").always().keyEncryptionKeyMissing();

    assertThat(origin.read("dev-1").findings())
        .allMatch(finding -> finding.severity() == Severity.NOTICE);
  }

  @Test
  void sessionThatDiffers_isReadAgainAndThenAnError() {
    origin.stack.put(Devices.otaa("dev-1"));
    origin.stack.separateSessions(Origin.APP, "dev-1");

    Finding finding = only(origin.read("dev-1"));

    assertThat(finding.code()).isEqualTo("session-differs");
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(origin.call.pauses).hasSize(3);
    assertThat(origin.stack.operations())
        .filteredOn(o -> o.method().equals("NsEndDeviceRegistry/Get") && o.isOk())
        .hasSize(4);
    assertThat(origin.stack.operations())
        .filteredOn(o -> o.method().equals("AsEndDeviceRegistry/Get") && o.isOk())
        .hasSize(4);
  }

  @Test
  void sessionThatAgreesWhenReadAgain_isNoFinding() {
    EndDevice device = Devices.otaa("dev-1");
    origin.stack.put(device);
    origin.stack.separateSessions(Origin.APP, "dev-1");
    origin.call.onPause = () -> origin.stack.put(device);

    assertThat(origin.read("dev-1").findings()).isEmpty();
    assertThat(origin.call.pauses).hasSize(1);
  }

  @Test
  void sessionThatTheApplicationServerDoesNotKnowYet_isAWarning() {
    EndDevice device = Devices.otaa("dev-1");
    origin.stack.put(device);
    origin.put(device.toBuilder().clearSession().build(), StackServer.APPLICATION_SERVER);

    Finding finding = only(origin.read("dev-1"));

    assertThat(finding.code()).isEqualTo("application-session-absent");
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void sessionThatOnlyTheApplicationServerHas_differs() {
    EndDevice device = Devices.otaa("dev-1");
    origin.stack.put(device);
    origin.put(device.toBuilder().clearSession().build(), StackServer.NETWORK_SERVER);

    assertThat(only(origin.read("dev-1")).code()).isEqualTo("session-differs");
  }

  @Test
  void identifiersThatDisagree_areAnError() {
    EndDevice device = Devices.otaa("dev-1");
    origin.stack.put(device);
    EndDevice.Builder other = device.toBuilder();
    other.getIdsBuilder().setDevEui(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
    origin.put(other.build(), StackServer.NETWORK_SERVER);

    Finding finding = only(origin.read("dev-1"));

    assertThat(finding.code()).isEqualTo("identifiers-differ");
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.12.0", "3.19.0", "3.20.0", "3.24.0", "3.30.0", "3.32.1", "3.34.1"})
  void everyVersion_isRead_andRefusesAMaskAtMostOnce(String version) {
    try (Origin old =
        Origin.of(
            network ->
                network
                    .version(StackVersion.of(version))
                    .application(Origin.APP, Fleet.seeded(5, 20)))) {
      for (Listed entry : old.list(Selection.all())) {
        Reading reading = old.source.read(entry, old.call);
        assertThat(reading.device()).isPresent();
      }
      for (String method :
          List.of(
              "EndDeviceRegistry/List",
              "JsEndDeviceRegistry/Get",
              "AsEndDeviceRegistry/Get",
              "NsEndDeviceRegistry/Get")) {
        assertThat(old.stack.operations())
            .filteredOn(o -> o.method().equals(method) && o.status().contains("field_mask_paths"))
            .as(method)
            .hasSizeLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void passingFaults_areOutlived() {
    origin.stack.put(Devices.otaa("dev-1"));
    origin.device("dev-1");
    origin.stack.faults().on("JsEndDeviceRegistry/Get").times(2).unavailable();
    origin.stack.faults().on("AsEndDeviceRegistry/Get").answerLost();
    origin.stack.faults().on("NsEndDeviceRegistry/Get").rateLimited(Duration.ofSeconds(59));

    EndDevice read = origin.device("dev-1");

    assertThat(read.getRootKeys().hasAppKey()).isTrue();
    assertThat(read.getSession().getKeys().hasAppSKey()).isTrue();
    assertThat(origin.call.pauses).anyMatch(pause -> pause.compareTo(Duration.ofSeconds(59)) >= 0);
  }

  @Test
  void lastingFault_failsTheDeviceAndNeverLosesAKeySilently() {
    origin.stack.put(Devices.otaa("dev-1"));
    origin.stack.faults().on("JsEndDeviceRegistry/Get").always().unavailable();

    RemoteException e = failure("dev-1");

    assertThat(e.retryable()).isTrue();
    assertThat(e).hasMessageContaining("read the device from the Join Server");
  }

  @Test
  void connectionsThatEnd_areMadeAgain() {
    origin.stack.put(Devices.otaa("dev-1"));
    for (int i = 0; i < 5; i++) {
      origin.device("dev-1");
      origin.stack.goAway();
      origin.device("dev-1");
      origin.stack.dropConnections();
    }
    assertThat(origin.device("dev-1").getName()).isEqualTo("Device dev-1");
  }

  @ParameterizedTest
  @EnumSource
  void everyServer_isAskedAtItsOwnAddress_orAtTheDefault(StackServer atDefault) {
    try (Origin four =
        Origin.of(network -> network.separatePorts().application(Origin.APP, Fleet.seeded(1, 1)))) {
      String key = four.stack.apiKey(Origin.APP).token();
      TtnV3Source.Builder builder =
          TtnV3Source.builder()
              .plaintext()
              .application(Origin.APP, () -> key)
              .address(four.stack.address(atDefault));
      Map<StackServer, Consumer<TtnV3Source.Builder>> own =
          Map.of(
              StackServer.IDENTITY_SERVER,
              b -> b.identityServerAddress(four.stack.address(StackServer.IDENTITY_SERVER)),
              StackServer.JOIN_SERVER,
              b -> b.joinServerAddress(four.stack.address(StackServer.JOIN_SERVER)),
              StackServer.APPLICATION_SERVER,
              b -> b.applicationServerAddress(four.stack.address(StackServer.APPLICATION_SERVER)),
              StackServer.NETWORK_SERVER,
              b -> b.networkServerAddress(four.stack.address(StackServer.NETWORK_SERVER)));
      own.forEach(
          (server, set) -> {
            if (server != atDefault) {
              set.accept(builder);
            }
          });
      try (TtnV3Source source = builder.build()) {
        List<Listed> listed = new ArrayList<>();
        source.list(Selection.all(), listed::add, four.call);
        assertThat(source.read(listed.get(0), four.call).findings()).isEmpty();
      }
    }
  }

  private RemoteException failure(String device) {
    return catchThrowableOfType(RemoteException.class, () -> origin.read(device));
  }

  private static Finding only(Reading reading) {
    assertThat(reading.findings()).hasSize(1);
    return reading.findings().get(0);
  }
}
