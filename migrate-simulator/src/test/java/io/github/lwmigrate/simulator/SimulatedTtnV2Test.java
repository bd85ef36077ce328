package io.github.lwmigrate.simulator;

import static io.github.lwmigrate.simulator.TtnV2Devices.attribute;
import static io.github.lwmigrate.simulator.TtnV2Devices.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.v2.discovery.Announcement;
import io.github.lwmigrate.proto.ttn.v2.discovery.DiscoveryGrpc;
import io.github.lwmigrate.proto.ttn.v2.discovery.GetServiceRequest;
import io.github.lwmigrate.proto.ttn.v2.discovery.Metadata;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedTtnV2Test {
  private static final String APP = "my-app";

  @Test
  void discovery_announces_a_handler_that_its_certificate_alone_vouches_for() throws Exception {
    try (SimulatedTtnV2 network =
            SimulatedTtnV2.builder().tls().application(APP, TtnV2Fleet.seeded(1, 3)).start();
        TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP))) {
      Announcement announcement = client.announcement(APP);

      assertThat(announcement.getNetAddress()).isEqualTo(network.handlerAddress());
      assertThat(announcement.getServiceName()).isEqualTo("handler");
      assertThat(announcement.getMetadataList()).isEmpty();
      assertThat(client.list(APP).getDevicesCount()).isEqualTo(3);
      X509Certificate certificate = certificate(announcement);
      certificate.verify(certificate.getPublicKey());
      assertThat(certificate.getBasicConstraints()).isNotNegative();
      assertThat(certificate.getSubjectX500Principal().getName())
          .contains("CN=simulated-handler handler");
      assertThat(certificate.getSubjectAlternativeNames())
          .extracting(name -> (Object) name.get(1))
          .contains("localhost", "127.0.0.1");
      assertThat(network.caPem().orElseThrow())
          .isNotEqualTo(announcement.getCertificate().toStringUtf8());
    }
  }

  @Test
  void discovery_knows_registered_applications_only() {
    try (SimulatedTtnV2 network = SimulatedTtnV2.builder().application(APP).start();
        TtnV2Client client = TtnV2Client.of(network, Map.of())) {
      assertThatThrownBy(() -> client.announcement("Bad App%ID"))
          .hasMessage("NOT_FOUND: discovery:app_id:Bad App%!I(MISSING)D not found");
      assertThat(all(client))
          .extracting(Announcement::getMetadataList)
          .containsExactly(List.of(Metadata.newBuilder().setAppId(APP).build()));
    }
  }

  @Test
  void an_older_discovery_is_asked_for_all_handlers() {
    try (SimulatedTtnV2 network =
            SimulatedTtnV2.builder().version(TtnV2Version.V2_6_1).application(APP).start();
        TtnV2Client client = TtnV2Client.of(network, Map.of())) {
      assertThat(code(() -> client.announcement(APP))).isEqualTo(Status.Code.UNIMPLEMENTED);
      assertThat(all(client))
          .singleElement()
          .satisfies(
              handler -> assertThat(handler.getNetAddress()).isEqualTo(network.handlerAddress()));
    }
  }

  @Test
  void an_expired_certificate_is_announced_as_it_is() throws Exception {
    try (SimulatedTtnV2 network =
        SimulatedTtnV2.builder().handlerCertificate(HandlerCertificate.EXPIRED).start()) {
      X509Certificate certificate = certificate(network.announcement());
      assertThatThrownBy(certificate::checkValidity)
          .isInstanceOf(CertificateExpiredException.class);
    }
  }

  @Test
  void a_certificate_for_another_host_is_not_accepted() {
    try (SimulatedTtnV2 network =
            SimulatedTtnV2.builder()
                .handlerCertificate(HandlerCertificate.OTHER_HOST)
                .application(APP)
                .start();
        TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP))) {
      assertThat(code(() -> client.list(APP))).isEqualTo(Status.Code.UNAVAILABLE);
    }
  }

  @Test
  void a_handler_without_certificate_speaks_plaintext() {
    try (SimulatedTtnV2 network =
            SimulatedTtnV2.builder()
                .handlerCertificate(HandlerCertificate.NONE)
                .application(APP)
                .start();
        TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP))) {
      assertThat(client.announcement(APP).getCertificate()).isEqualTo(ByteString.EMPTY);
      assertThat(client.list(APP).getDevicesCount()).isZero();
    }
  }

  @Test
  void the_announcement_can_say_anything() {
    try (SimulatedTtnV2 network =
            SimulatedTtnV2.builder()
                .application(APP)
                .handlerCertificate(HandlerCertificate.NONE)
                .announcement(
                    told ->
                        told.toBuilder()
                            .setNetAddress(told.getNetAddress() + ",127.0.0.1:1")
                            .build())
                .start();
        TtnV2Client client = TtnV2Client.of(network, Map.of())) {
      assertThat(client.announcement(APP).getNetAddress())
          .isEqualTo(network.handlerAddress() + ",127.0.0.1:1");
    }
  }

  @Test
  void older_handlers_know_less_of_devices_and_show_more() {
    Device.Builder device = joined(APP, "dev-1").toBuilder();
    device
        .addAttributes(attribute("key", "value"))
        .getLorawanDeviceBuilder()
        .addUsedDevNonces(ByteString.copyFrom(new byte[] {1, 2}));
    try (SimulatedTtnV2 network =
            SimulatedTtnV2.builder().version(TtnV2Version.V2_2_0).application(APP).start();
        TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP))) {
      client.set(device.build());

      Device listed = client.list(APP, 1, 0).getDevices(0);

      assertThat(client.header("total")).isNull();
      assertThat(listed.getDescription()).isEqualTo(ByteString.EMPTY);
      assertThat(listed.getAttributesList()).isEmpty();
      assertThat(listed.getLorawanDevice().getUsedDevNoncesList()).hasSize(1);
    }
    try (SimulatedTtnV2 network =
            SimulatedTtnV2.builder().version(TtnV2Version.V2_8_0).application(APP).start();
        TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP))) {
      client.set(device.build());

      Device read = client.get(APP, "dev-1");

      assertThat(read.getAttributesList()).hasSize(1);
      assertThat(read.getLorawanDevice().getUsedDevNoncesList()).hasSize(1);
    }
  }

  @Test
  void a_network_can_be_reached_again_after_its_connections_broke() {
    try (SimulatedTtnV2 network =
            SimulatedTtnV2.builder().application(APP, TtnV2Fleet.seeded(1, 2)).start();
        TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP))) {
      assertThat(client.list(APP).getDevicesCount()).isEqualTo(2);
      network.goAway();
      assertThat(client.list(APP).getDevicesCount()).isEqualTo(2);
      network.dropConnections();
      assertThat(client.list(APP).getDevicesCount()).isEqualTo(2);
    }
  }

  @Test
  void operations_are_logged_with_their_headers_and_without_credentials() {
    try (SimulatedTtnV2 network = SimulatedTtnV2.builder().application(APP).start();
        TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP))) {
      client.announcement(APP);
      client.list(APP, 10, 0);
      assertThat(code(() -> client.get(APP, "none"))).isEqualTo(Status.Code.NOT_FOUND);

      Map<String, String> key = Map.of("key", "present");
      assertThat(network.operations())
          .containsExactly(
              new Operation("Discovery/GetByAppID", APP, "", List.of(), key, "OK", false),
              new Operation(
                  "ApplicationManager/GetDevicesForApplication",
                  APP,
                  "",
                  List.of(),
                  Map.of("key", "present", "limit", "10", "offset", "0"),
                  "OK",
                  false),
              new Operation(
                  "ApplicationManager/GetDevice", APP, "none", List.of(), key, "NOT_FOUND", false));
      network.clearOperations();
      assertThat(network.operations()).isEmpty();
    }
  }

  @Test
  void a_port_that_is_taken_is_refused() {
    try (SimulatedTtnV2 network = SimulatedTtnV2.builder().start()) {
      int taken = Integer.parseInt(network.discoveryAddress().replaceAll(".*:", ""));
      assertThatThrownBy(() -> SimulatedTtnV2.builder().ports(taken, 0).start())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("cannot listen on port " + taken);
    }
  }

  @Test
  void an_application_id_that_is_none_is_refused() {
    assertThatThrownBy(() -> SimulatedTtnV2.builder().application("Bad").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("\"Bad\" is no application id of V2: it has wrong format");
  }

  private static List<Announcement> all(TtnV2Client client) {
    return DiscoveryGrpc.newBlockingStub(client.discoveryChannel())
        .getAll(GetServiceRequest.newBuilder().setServiceName("handler").build())
        .getServicesList();
  }

  private static X509Certificate certificate(Announcement announcement)
      throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(announcement.getCertificate().toByteArray()));
  }

  private static Status.Code code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call).getStatus().getCode();
  }
}
