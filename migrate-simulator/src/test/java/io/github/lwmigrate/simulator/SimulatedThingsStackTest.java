package io.github.lwmigrate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationAccessGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.AuthInfoResponse;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BatchGetEndDevicesRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ConfigurationGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceBatchRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EntityAccessGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListFrequencyPlansRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.NsGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedThingsStackTest {
  private static final String APP = "app";

  @Test
  void tls_is_trusted_through_the_network_s_own_authority() {
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder().application(APP, Fleet.seeded(1, 3)).tls().start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP))) {
      assertThat(client.list(APP, 10, 1).getEndDevicesCount()).isEqualTo(3);
      assertThat(stack.caPem()).get().asString().startsWith("-----BEGIN CERTIFICATE-----");
    }
  }

  @Test
  void each_network_has_an_authority_of_its_own() {
    try (SimulatedThingsStack stack = SimulatedThingsStack.builder().tls().start();
        SimulatedThingsStack other = SimulatedThingsStack.builder().tls().start()) {
      assertThat(stack.caPem()).isNotEqualTo(other.caPem());
    }
  }

  @Test
  void with_separate_ports_each_server_has_its_own_services() {
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder()
                .application(APP, Fleet.seeded(1, 3))
                .separatePorts()
                .start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP))) {
      assertThat(Stream.of(StackServer.values()).map(stack::address)).doesNotHaveDuplicates();
      assertThat(client.list(APP, 10, 1).getEndDevicesCount()).isEqualTo(3);
      assertThatThrownBy(() -> client.get(StackServer.NETWORK_SERVER, APP, "device-00000000"))
          .hasMessageContaining("UNIMPLEMENTED");
    }
  }

  @Test
  void separate_ports_cannot_share_one() {
    assertThatThrownBy(() -> SimulatedThingsStack.builder().separatePorts().port(1884).start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1884");
  }

  @Test
  void clients_survive_being_asked_to_connect_anew() {
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder().application(APP, Fleet.seeded(1, 3)).start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP))) {
      for (int i = 0; i < 5; i++) {
        String address = stack.address();
        assertThat(client.list(APP, 10, 1).getEndDevicesCount()).isEqualTo(3);
        stack.goAway();
        assertThat(stack.address()).isEqualTo(address);
      }
    }
  }

  @Test
  void dropped_connections_break_calls_under_way() throws Exception {
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder().application(APP, Fleet.seeded(1, 3)).start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP))) {
      Hold hold = stack.faults().on("EndDeviceRegistry/List").held();
      CompletableFuture<Object> call = CompletableFuture.supplyAsync(() -> client.list(APP, 10, 1));
      assertThat(hold.awaitReached(Duration.ofSeconds(30))).isTrue();

      stack.dropConnections();

      assertThat(call).failsWithin(30, TimeUnit.SECONDS);
      hold.release();
      assertThat(client.list(APP, 10, 1).getEndDevicesCount()).isEqualTo(3);
    }
  }

  @Test
  void operations_are_logged_in_order_with_what_they_asked_for_and_how_they_ended() {
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder().application(APP, Fleet.seeded(1, 1)).start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP))) {
      client.list(APP, 1, 1, "name");
      client.get(StackServer.IDENTITY_SERVER, APP, "device-00000000", "name", "attributes");
      assertThatThrownBy(() -> client.get(StackServer.NETWORK_SERVER, APP, "none", "ids"));

      Map<String, String> credential = Map.of("authorization", "present");
      assertThat(stack.operations())
          .containsExactly(
              new Operation(
                  "EndDeviceRegistry/List", APP, "", List.of("name"), credential, "OK", false),
              new Operation(
                  "EndDeviceRegistry/Get",
                  APP,
                  "device-00000000",
                  List.of("name", "attributes"),
                  credential,
                  "OK",
                  false),
              new Operation(
                  "NsEndDeviceRegistry/Get",
                  APP,
                  "none",
                  List.of("ids"),
                  credential,
                  "pkg/redis:not_found",
                  false));
      stack.clearOperations();
      assertThat(stack.operations()).isEmpty();
    }
  }

  @Test
  void the_operation_log_keeps_the_last_calls() {
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder().application(APP).operationLog(2).start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP))) {
      client.list(APP, 1, 1);
      client.list(APP, 1, 1, "name");
      client.list(APP, 1, 1, "attributes");

      assertThat(stack.operations())
          .extracting(Operation::mask)
          .containsExactly(List.of("name"), List.of("attributes"));
    }
  }

  @Test
  void a_rate_limit_counts_by_method_device_and_key() {
    ManualClock clock = new ManualClock();
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder()
                .application(APP, Fleet.seeded(1, 2))
                .rateLimit(new RateLimit(2, 2))
                .clock(clock)
                .start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP));
        TestClient other = TestClient.of(stack, stack.apiKey(APP))) {
      client.get(StackServer.IDENTITY_SERVER, APP, "device-00000000");
      assertThat(client.header("x-rate-limit-available")).isEqualTo("1");
      client.get(StackServer.IDENTITY_SERVER, APP, "device-00000000");
      assertThat(client.header("x-rate-limit-available")).isEqualTo("0");
      assertThat(client.header("x-rate-limit-retry")).isEqualTo("0");

      assertThatThrownBy(() -> client.get(StackServer.IDENTITY_SERVER, APP, "device-00000000"))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              refusal -> {
                assertThat(TestClient.errorName(refusal))
                    .isEqualTo("pkg/ratelimit:rate_limit_exceeded");
                assertThat(TestClient.attribute(refusal, "key"))
                    .startsWith(
                        "grpc:method:/ttn.lorawan.v3.EndDeviceRegistry/Get:end device:"
                            + "app.device-00000000:token:");
              });
      assertThat(client.header("x-rate-limit-limit")).isEqualTo("2");
      assertThat(client.header("x-rate-limit-reset")).isEqualTo("60");
      assertThat(client.header("x-rate-limit-retry")).isEqualTo("30");
      client.get(StackServer.IDENTITY_SERVER, APP, "device-00000001");
      other.get(StackServer.IDENTITY_SERVER, APP, "device-00000000");
      clock.advance(Duration.ofSeconds(30));
      client.get(StackServer.IDENTITY_SERVER, APP, "device-00000000");
    }
  }

  @Test
  void a_rate_limit_is_looked_at_after_the_mask_and_before_the_key() {
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder()
                .application(APP, Fleet.seeded(1, 1))
                .rateLimit(RateLimit.perMinute(1))
                .start();
        TestClient client = TestClient.of(stack, "Bearer NNSXS.A.B")) {
      assertThat(errorOf(() -> client.list(APP, 1, 1, "no_such")))
          .isEqualTo("pkg/rpcmiddleware/validator:field_mask_paths");
      assertThat(errorOf(() -> client.list(APP, 1, 1)))
          .isEqualTo("pkg/identityserver:api_key_not_found");
      assertThat(errorOf(() -> client.list(APP, 1, 1)))
          .isEqualTo("pkg/ratelimit:rate_limit_exceeded");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3.20.0, NETWORK_SERVER, mac_settings.schedule_downlinks, false",
    "3.21.0, NETWORK_SERVER, mac_settings.schedule_downlinks, true",
    "3.20.0, IDENTITY_SERVER, serial_number, false",
    "3.24.0, IDENTITY_SERVER, serial_number, true",
    "3.24.0, NETWORK_SERVER, mac_settings.relay, false",
    "3.30.0, NETWORK_SERVER, mac_settings.relay, true",
    "3.32.1, NETWORK_SERVER, mac_settings_profile_ids, false",
    "3.34.1, NETWORK_SERVER, mac_settings_profile_ids, true"
  })
  void masks_are_those_of_the_version(
      String version, StackServer server, String path, boolean allowed) {
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder()
                .application(APP, Fleet.seeded(1, 1))
                .version(StackVersion.of(version))
                .start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP))) {
      assertThat(errorOf(() -> client.get(server, APP, "device-00000000", path)))
          .isEqualTo(allowed ? "OK" : "pkg/rpcmiddleware/validator:field_mask_paths");
    }
  }

  @ParameterizedTest
  @CsvSource({"3.26.0, UNIMPLEMENTED", "3.27.0, OK"})
  void methods_are_those_of_the_version(String version, String status) {
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder()
                .application(APP, Fleet.seeded(1, 1))
                .version(StackVersion.of(version))
                .start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP))) {
      BatchGetEndDevicesRequest.Builder request =
          BatchGetEndDevicesRequest.newBuilder().addDeviceIds("device-00000000");
      request.getApplicationIdsBuilder().setApplicationId(APP);
      assertThat(
              errorOf(
                  () ->
                      EndDeviceBatchRegistryGrpc.newBlockingStub(client.channel())
                          .get(request.build())))
          .isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({"3.32.1, 150", "3.34.0, 100"})
  void a_page_without_a_limit_is_as_long_as_the_version_has_it(String version, int devices) {
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder()
                .application(APP, Fleet.seeded(1, 150))
                .version(StackVersion.of(version))
                .start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP))) {
      assertThat(client.list(APP, 0, 1).getEndDevicesCount()).isEqualTo(devices);
    }
  }

  @Test
  void deleting_while_paging_skips_devices() {
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder().application(APP, Fleet.seeded(1, 120)).start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP))) {
      int total = 120;
      for (int page = 1; (page - 1) * 50 < total; page++) {
        for (EndDevice device : client.list(APP, 50, page).getEndDevicesList()) {
          EndDeviceRegistryGrpc.newBlockingStub(client.channel()).delete(device.getIds());
        }
      }

      client.list(APP, 1, 1);
      assertThat(client.header("x-total-count")).isEqualTo("50");
    }
  }

  @Test
  void rights_decide_what_a_key_may_do() {
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder().application(APP, Fleet.seeded(1, 5)).start();
        TestClient reader =
            TestClient.of(stack, stack.apiKey(APP, Right.RIGHT_APPLICATION_DEVICES_READ));
        TestClient stranger = TestClient.of(stack, stack.apiKey("another"));
        TestClient administrator = TestClient.of(stack, stack.administratorKey())) {
      String key = "session.keys.f_nwk_s_int_key.key";
      assertThat(errorOf(() -> reader.list(APP, 1, 1))).isEqualTo("OK");
      assertThat(errorOf(() -> reader.get(StackServer.NETWORK_SERVER, APP, "device-00000000", key)))
          .isEqualTo("pkg/auth/rights:insufficient_application_rights");
      assertThat(errorOf(() -> stranger.list(APP, 1, 1)))
          .isEqualTo("pkg/auth/rights:no_application_rights");
      assertThat(
              errorOf(
                  () -> administrator.get(StackServer.NETWORK_SERVER, APP, "device-00000000", key)))
          .isEqualTo("OK");
    }
  }

  @Test
  void calls_take_as_long_as_they_are_told_to() {
    Duration latency = Duration.ofMillis(40);
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder().application(APP).latency(latency).start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP))) {
      long start = System.nanoTime();
      client.list(APP, 1, 1);
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(latency.toNanos());
    }
  }

  @Test
  void a_frequency_plan_has_to_be_known_and_of_the_device_s_band() {
    try (SimulatedThingsStack stack = SimulatedThingsStack.builder().application(APP).start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP))) {
      EndDevice.Builder device = TestDevices.joined(APP, "dev").toBuilder();
      device.getVersionIdsBuilder().setBandId("US_902_928");
      String[] mask = {
        "frequency_plan_id", "lorawan_phy_version", "version_ids.band_id", "supports_join"
      };
      assertThat(errorOf(() -> client.set(StackServer.NETWORK_SERVER, device.build(), mask)))
          .isEqualTo("pkg/networkserver:field_value");
      device.setFrequencyPlanId("MARS_1");
      assertThat(errorOf(() -> client.set(StackServer.NETWORK_SERVER, device.build(), mask)))
          .isEqualTo("pkg/frequencyplans:not_found");
      device.setFrequencyPlanId("US_902_928_FSB_2");
      assertThat(errorOf(() -> client.set(StackServer.NETWORK_SERVER, device.build(), mask)))
          .isEqualTo("OK");
    }
  }

  @Test
  void what_a_key_may_do_is_told_in_full() {
    try (SimulatedThingsStack stack = SimulatedThingsStack.builder().application(APP).start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP));
        TestClient administrator = TestClient.of(stack, stack.administratorKey())) {
      AuthInfoResponse info =
          EntityAccessGrpc.newBlockingStub(client.channel()).authInfo(Empty.getDefaultInstance());
      assertThat(info.getApiKey().getApiKey().getRightsList())
          .contains(
              Right.RIGHT_APPLICATION_DEVICES_READ_KEYS, Right.RIGHT_APPLICATION_DEVICES_WRITE)
          .doesNotContain(Right.RIGHT_USER_APPLICATIONS_LIST);
      assertThat(info.getApiKey().getEntityIds().getApplicationIds().getApplicationId())
          .isEqualTo(APP);
      assertThat(
              EntityAccessGrpc.newBlockingStub(administrator.channel())
                  .authInfo(Empty.getDefaultInstance())
                  .getIsAdmin())
          .isTrue();
      ApplicationAccessGrpc.ApplicationAccessBlockingStub access =
          ApplicationAccessGrpc.newBlockingStub(client.channel());
      assertThat(access.listRights(application(APP)).getRightsList())
          .contains(Right.RIGHT_APPLICATION_DEVICES_READ);
      assertThat(access.listRights(application("another")).getRightsList()).isEmpty();
    }
  }

  @Test
  void a_registered_device_is_divided_among_the_servers() {
    try (SimulatedThingsStack stack = SimulatedThingsStack.builder().application(APP).start()) {
      EndDevice whole = TestDevices.joined(APP, "dev");
      stack.put(whole);

      EndDevice identity = registered(stack, StackServer.IDENTITY_SERVER);
      EndDevice network = registered(stack, StackServer.NETWORK_SERVER);
      EndDevice application = registered(stack, StackServer.APPLICATION_SERVER);
      assertThat(identity.getName()).isEqualTo(whole.getName());
      assertThat(identity.hasSession()).isFalse();
      assertThat(network.getIds().getDevAddr()).isEqualTo(whole.getSession().getDevAddr());
      assertThat(network.getSession().getKeys().hasAppSKey()).isFalse();
      assertThat(application.getSession().getKeys().getAppSKey())
          .isEqualTo(whole.getSession().getKeys().getAppSKey());
      assertThat(application.getIds().getDevAddr()).isEmpty();
      assertThat(registered(stack, StackServer.JOIN_SERVER).getRootKeys())
          .isEqualTo(whole.getRootKeys());
    }
  }

  @Test
  void identifiers_of_a_wrong_length_are_not_stored() {
    try (SimulatedThingsStack stack = SimulatedThingsStack.builder().application(APP).start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP))) {
      EndDevice.Builder device = TestDevices.joined(APP, "dev").toBuilder();
      device.getIdsBuilder().setDevEui(ByteString.copyFrom(new byte[] {1, 2, 3}));
      for (StackServer server :
          List.of(
              StackServer.JOIN_SERVER,
              StackServer.APPLICATION_SERVER,
              StackServer.NETWORK_SERVER)) {
        String path =
            switch (server) {
              case JOIN_SERVER -> "last_join_nonce";
              case APPLICATION_SERVER -> "formatters";
              default -> "min_frequency";
            };
        assertThat(errorOf(() -> client.set(server, device.build(), path)))
            .as("%s", server)
            .isEqualTo("pkg/errors:validation");
        assertThat(stack.registered(server, APP, "dev")).isEmpty();
      }
    }
  }

  @Test
  void keys_are_not_shown() {
    try (SimulatedThingsStack stack = SimulatedThingsStack.builder().application(APP).start()) {
      ApiKey key = stack.apiKey(APP);

      assertThat(key.toString()).contains(key.id()).doesNotContain(key.token());
      assertThat(key.token()).matches("NNSXS\\.[A-Z2-7]{39}\\.[A-Z2-7]{52}");
    }
  }

  @Test
  void a_network_has_the_place_it_is_given() {
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder()
                .network(new byte[] {0, 0, 0x13}, new byte[] {0x26, 0, 0, 0}, 7)
                .start();
        TestClient client = TestClient.of(stack, stack.administratorKey())) {
      NsGrpc.NsBlockingStub ns = NsGrpc.newBlockingStub(client.channel());

      assertThat(ns.getNetID(Empty.getDefaultInstance()).getNetId().toByteArray())
          .containsExactly(0, 0, 0x13);
      assertThat(ns.generateDevAddr(Empty.getDefaultInstance()).getDevAddr().byteAt(0) & 0xFE)
          .isEqualTo(0x26);
    }
  }

  @Test
  void frequency_plans_are_listed_by_band() {
    try (SimulatedThingsStack stack = SimulatedThingsStack.builder().start();
        TestClient client = TestClient.of(stack, stack.administratorKey())) {
      assertThat(
              ConfigurationGrpc.newBlockingStub(client.channel())
                  .listFrequencyPlans(
                      ListFrequencyPlansRequest.newBuilder().setBandId("IN_865_867").build())
                  .getFrequencyPlansList())
          .extracting(plan -> plan.getId())
          .containsExactly("IN_865_867");
    }
  }

  @Test
  void a_device_can_be_registered_on_one_server_only() {
    try (SimulatedThingsStack stack = SimulatedThingsStack.builder().application(APP).start();
        TestClient client = TestClient.of(stack, stack.apiKey(APP))) {
      stack.put(TestDevices.joined(APP, "whole"));
      stack.remove(StackServer.APPLICATION_SERVER, APP, "whole");
      stack.putRegistry(StackServer.JOIN_SERVER, TestDevices.joined(APP, "lone"));

      assertThat(errorOf(() -> client.get(StackServer.NETWORK_SERVER, APP, "whole")))
          .isEqualTo("OK");
      assertThat(errorOf(() -> client.get(StackServer.APPLICATION_SERVER, APP, "whole")))
          .isEqualTo("pkg/redis:not_found");
      assertThat(errorOf(() -> client.get(StackServer.IDENTITY_SERVER, APP, "lone")))
          .isEqualTo("pkg/identityserver/store:end_device_not_found");
      assertThat(
              client
                  .get(StackServer.JOIN_SERVER, APP, "whole", "root_keys.root_key_id")
                  .getRootKeys()
                  .getRootKeyId())
          .isEqualTo("root");
    }
  }

  private static EndDevice registered(SimulatedThingsStack stack, StackServer server) {
    return stack.registered(server, APP, "dev").orElseThrow();
  }

  private static ApplicationIdentifiers application(String id) {
    return ApplicationIdentifiers.newBuilder().setApplicationId(id).build();
  }

  private static String errorOf(Runnable call) {
    try {
      call.run();
      return "OK";
    } catch (StatusRuntimeException refusal) {
      return TestClient.errorName(refusal);
    }
  }
}
