package io.github.lwmigrate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationLink;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.AsGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetApplicationLinkRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetApplicationRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetEndDeviceIdentifiersForEUIsRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetEndDeviceRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListApplicationsRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListEndDevicesRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SetApplicationLinkRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.UpdateEndDeviceRequest;
import io.github.lwmigrate.stack.StackServer;
import io.grpc.StatusRuntimeException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdentityServerTest {
  private static final String APP = "app";

  private final ManualClock clock = new ManualClock();
  private final SimulatedThingsStack stack =
      SimulatedThingsStack.builder().application(APP, Fleet.seeded(1, 30)).clock(clock).start();
  private final TestClient client = TestClient.of(stack, stack.apiKey(APP));

  @AfterEach
  void stop() {
    client.close();
    stack.close();
  }

  @Test
  void a_device_is_found_by_its_euis_in_the_whole_cluster() {
    EndDevice device = withEuis();
    GetEndDeviceIdentifiersForEUIsRequest request =
        GetEndDeviceIdentifiersForEUIsRequest.newBuilder()
            .setJoinEui(device.getIds().getJoinEui())
            .setDevEui(device.getIds().getDevEui())
            .build();
    EndDeviceRegistryGrpc.EndDeviceRegistryBlockingStub registry =
        EndDeviceRegistryGrpc.newBlockingStub(client.channel());

    assertThat(registry.getIdentifiersForEUIs(request)).isEqualTo(device.getIds());
    registry.delete(device.getIds());
    assertThat(errorOf(() -> registry.getIdentifiersForEUIs(request)))
        .isEqualTo("pkg/identityserver/store:end_device_not_found");
  }

  @Test
  void euis_in_a_request_have_to_be_the_device_s() {
    EndDevice device = withEuis();
    GetEndDeviceRequest.Builder request =
        GetEndDeviceRequest.newBuilder().setEndDeviceIds(device.getIds());
    EndDeviceRegistryGrpc.EndDeviceRegistryBlockingStub registry =
        EndDeviceRegistryGrpc.newBlockingStub(client.channel());

    assertThat(registry.get(request.build()).getIds()).isEqualTo(device.getIds());
    request.getEndDeviceIdsBuilder().setDevEui(device.getIds().getJoinEui());
    assertThat(errorOf(() -> registry.get(request.build())))
        .isEqualTo("pkg/identityserver/store:end_device_not_found");
  }

  @Test
  void a_list_can_be_of_devices_changed_since_and_still_counts_all() {
    clock.advance(java.time.Duration.ofDays(1));
    update("device-00000007", "new name");
    ListEndDevicesRequest.Builder request = ListEndDevicesRequest.newBuilder();
    request.getApplicationIdsBuilder().setApplicationId(APP);
    request.addFiltersBuilder().setUpdatedSince(Timestamp.newBuilder().setSeconds(1_767_225_601L));

    assertThat(
            EndDeviceRegistryGrpc.newBlockingStub(client.channel())
                .list(request.build())
                .getEndDevicesList())
        .extracting(device -> device.getIds().getDeviceId())
        .containsExactly("device-00000007");
    assertThat(client.header("x-total-count")).isEqualTo("30");
  }

  @Test
  void devices_without_a_name_come_last_by_name_and_first_in_descending_order() {
    update("device-00000000", "");
    update("device-00000001", "Zulu");

    assertThat(ordered("name")).endsWith("device-00000001", "device-00000000");
    assertThat(ordered("-name")).startsWith("device-00000000", "device-00000001");
  }

  @Test
  void an_update_changes_what_is_masked_and_the_time() {
    EndDevice before = get("device-00000002", "name", "attributes");
    clock.advance(java.time.Duration.ofDays(1));

    update("device-00000002", "changed");

    EndDevice after = get("device-00000002", "name", "attributes");
    assertThat(after.getName()).isEqualTo("changed");
    assertThat(after.getAttributesMap()).isEqualTo(before.getAttributesMap());
    assertThat(after.getCreatedAt()).isEqualTo(before.getCreatedAt());
    assertThat(after.getUpdatedAt()).isNotEqualTo(before.getUpdatedAt());
  }

  @Test
  void a_part_of_a_claim_code_brings_all_of_it() {
    EndDevice.Builder device = EndDevice.newBuilder().setIds(TestClient.ids(APP, "claimed"));
    device
        .getClaimAuthenticationCodeBuilder()
        .setValue("ABC")
        .setValidFrom(Timestamp.newBuilder().setSeconds(1));
    stack.putRegistry(StackServer.IDENTITY_SERVER, device.build());

    assertThat(
            get("claimed", "claim_authentication_code.value")
                .getClaimAuthenticationCode()
                .hasValidFrom())
        .isTrue();
  }

  @Test
  void an_application_shows_its_addresses_to_whom_it_concerns() {
    GetApplicationRequest.Builder request = GetApplicationRequest.newBuilder();
    request.getApplicationIdsBuilder().setApplicationId(APP);
    request.setFieldMask(FieldMask.newBuilder().addPaths("network_server_address"));
    try (TestClient other =
        TestClient.of(stack, stack.apiKey(APP, Right.RIGHT_APPLICATION_DEVICES_READ))) {
      assertThat(
              ApplicationRegistryGrpc.newBlockingStub(client.channel())
                  .get(request.build())
                  .getNetworkServerAddress())
          .isEqualTo(stack.address());
      assertThat(
              errorOf(
                  () ->
                      ApplicationRegistryGrpc.newBlockingStub(other.channel())
                          .get(request.build())))
          .isEqualTo("pkg/auth/rights:insufficient_application_rights");
      request.setFieldMask(FieldMask.newBuilder().addPaths("no_such"));
      assertThat(
              errorOf(
                  () ->
                      ApplicationRegistryGrpc.newBlockingStub(other.channel())
                          .get(request.build())))
          .isEqualTo("pkg/rpcmiddleware/validator:field_mask_paths");
    }
  }

  @Test
  void an_administrator_lists_all_applications() {
    stack.addApplication("another");
    try (TestClient administrator = TestClient.of(stack, stack.administratorKey())) {
      assertThat(
              ApplicationRegistryGrpc.newBlockingStub(administrator.channel())
                  .list(ListApplicationsRequest.newBuilder().setOrder("-application_id").build())
                  .getApplicationsList())
          .extracting(application -> application.getIds().getApplicationId())
          .containsExactly(APP, "another");
      assertThat(administrator.header("x-total-count")).isEqualTo("2");
    }
  }

  @Test
  void an_application_link_is_what_was_set() {
    GetApplicationLinkRequest.Builder get =
        GetApplicationLinkRequest.newBuilder()
            .setFieldMask(FieldMask.newBuilder().addPaths("default_formatters"));
    get.getApplicationIdsBuilder().setApplicationId(APP);
    SetApplicationLinkRequest.Builder set =
        SetApplicationLinkRequest.newBuilder().setFieldMask(get.getFieldMask());
    set.getApplicationIdsBuilder().setApplicationId(APP);
    set.getLinkBuilder().getDefaultFormattersBuilder().setUpFormatterParameter("x");
    AsGrpc.AsBlockingStub as = AsGrpc.newBlockingStub(client.channel());

    assertThat(errorOf(() -> as.getLink(get.build()))).isEqualTo("pkg/redis:not_found");
    ApplicationLink link = as.setLink(set.build());
    assertThat(as.getLink(get.build())).isEqualTo(link).isEqualTo(set.getLink());
  }

  private EndDevice withEuis() {
    return client.list(APP, 100, 1).getEndDevicesList().stream()
        .filter(device -> !device.getIds().getJoinEui().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private EndDevice get(String deviceId, String... mask) {
    return client.get(StackServer.IDENTITY_SERVER, APP, deviceId, mask);
  }

  private void update(String deviceId, String name) {
    EndDevice device =
        EndDeviceRegistryGrpc.newBlockingStub(client.channel())
            .update(
                UpdateEndDeviceRequest.newBuilder()
                    .setEndDevice(
                        EndDevice.newBuilder().setIds(TestClient.ids(APP, deviceId)).setName(name))
                    .setFieldMask(FieldMask.newBuilder().addPaths("name"))
                    .build());
    assertThat(device.getName()).isEqualTo(name);
  }

  private List<String> ordered(String order) {
    ListEndDevicesRequest.Builder request = ListEndDevicesRequest.newBuilder().setOrder(order);
    request.getApplicationIdsBuilder().setApplicationId(APP);
    return EndDeviceRegistryGrpc.newBlockingStub(client.channel())
        .list(request.build())
        .getEndDevicesList()
        .stream()
        .map(device -> device.getIds().getDeviceId())
        .toList();
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
