package io.github.lwmigrate.simulator;

import static io.github.lwmigrate.simulator.TtnV2Devices.APP_KEY;
import static io.github.lwmigrate.simulator.TtnV2Devices.APP_S_KEY;
import static io.github.lwmigrate.simulator.TtnV2Devices.DEV_ADDR;
import static io.github.lwmigrate.simulator.TtnV2Devices.NWK_S_KEY;
import static io.github.lwmigrate.simulator.TtnV2Devices.ZERO_ADDR;
import static io.github.lwmigrate.simulator.TtnV2Devices.ZERO_KEY;
import static io.github.lwmigrate.simulator.TtnV2Devices.attribute;
import static io.github.lwmigrate.simulator.TtnV2Devices.bare;
import static io.github.lwmigrate.simulator.TtnV2Devices.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.v2.handler.Application;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.proto.ttn.v2.handler.DeviceList;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TtnV2HandlerTest {
  private static final String APP = "my-app";
  private static final String DEV = "dev-1";

  private final SimulatedTtnV2 network = SimulatedTtnV2.builder().application(APP).start();
  private final TtnV2Client client = TtnV2Client.of(network, network.accessKey(APP));

  @AfterEach
  void stop() {
    client.close();
    network.close();
  }

  @Test
  void what_is_absent_in_a_change_stays_if_it_is_a_key_or_the_address_and_goes_otherwise() {
    client.set(joined(APP, DEV));

    client.set(bare(APP, DEV));

    Device device = client.get(APP, DEV);
    assertThat(device.getLorawanDevice().getAppKey()).isEqualTo(APP_KEY);
    assertThat(device.getLorawanDevice().getAppSKey()).isEqualTo(APP_S_KEY);
    assertThat(device.getLorawanDevice().getNwkSKey()).isEqualTo(NWK_S_KEY);
    assertThat(device.getLorawanDevice().getDevAddr()).isEqualTo(DEV_ADDR);
    assertThat(device.getLorawanDevice().getFCntUp()).isZero();
    assertThat(device.getLorawanDevice().getFCntDown()).isZero();
    assertThat(device.getLorawanDevice().getUses32BitFCnt()).isFalse();
    assertThat(device.getLorawanDevice().getActivationConstraints().toStringUtf8())
        .isEqualTo("local");
    assertThat(device.getDescription()).isEqualTo(ByteString.EMPTY);
    assertThat(device.getLatitude()).isZero();
  }

  @Test
  void zeros_clear_keys_and_address_on_both_servers() {
    client.set(joined(APP, DEV));
    Device.Builder cleared = client.get(APP, DEV).toBuilder();
    cleared
        .getLorawanDeviceBuilder()
        .setAppKey(ZERO_KEY)
        .setAppSKey(ZERO_KEY)
        .setNwkSKey(ZERO_KEY)
        .setDevAddr(ZERO_ADDR);

    client.set(cleared.build());

    assertThat(client.get(APP, DEV)).isEqualTo(cleared.build());
    assertThat(network.registeredInNetworkServer(APP, DEV))
        .hasValueSatisfying(
            record -> {
              assertThat(record.getDevAddr()).isEqualTo(ZERO_ADDR);
              assertThat(record.getNwkSKey()).isEqualTo(ZERO_KEY);
              assertThat(record.hasAppKey()).isFalse();
            });
  }

  @Test
  void an_earlier_answer_sent_back_restores_a_device_but_not_its_nonces() {
    Device.Builder original = joined(APP, DEV).toBuilder();
    original.getLorawanDeviceBuilder().addUsedDevNonces(ByteString.copyFrom(new byte[] {1, 2}));
    network.put(original.build());
    Device before = client.get(APP, DEV);
    Device.Builder cleared = before.toBuilder();
    cleared.getLorawanDeviceBuilder().setAppKey(ZERO_KEY);
    client.set(cleared.build());

    client.set(before);

    assertThat(client.get(APP, DEV)).isEqualTo(before);
    assertThat(network.registered(APP, DEV).orElseThrow().getLorawanDevice())
        .satisfies(device -> assertThat(device.getUsedDevNoncesList()).isEmpty());
  }

  @Test
  void lists_are_in_order_of_ids_without_counters_and_say_how_many_there_are() {
    for (String id : List.of("b1", "a_b", "a-b", "a1")) {
      client.set(joined(APP, id));
    }

    DeviceList all = client.list(APP);

    assertThat(all.getDevicesList())
        .extracting(Device::getDevId)
        .containsExactly("a-b", "a1", "a_b", "b1");
    assertThat(all.getDevicesList())
        .allSatisfy(
            device -> {
              assertThat(device.getLorawanDevice().getFCntUp()).isZero();
              assertThat(device.getLorawanDevice().getFCntDown()).isZero();
              assertThat(device.getLorawanDevice().getLastSeen()).isZero();
              assertThat(device.getLorawanDevice().getAppKey()).isEqualTo(APP_KEY);
            });
    assertThat(client.list(APP, 3, 2).getDevicesList())
        .extracting(Device::getDevId)
        .containsExactly("a_b", "b1");
    assertThat(client.header("total")).isEqualTo("4");
    assertThat(client.header("selected")).isEqualTo("2");
    assertThat(client.list(APP, 3, 9).getDevicesList()).isEmpty();
    assertThat(client.header("total")).isEqualTo("4");
    assertThat(client.header("selected")).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({"limit,-1", "limit,x", "offset,''", "limit,18446744073709551616"})
  void a_page_that_is_no_number_is_an_error_of_unknown_kind(String header, String value) {
    assertThat(refusal(() -> client.with(header, value).list(APP)))
        .startsWith("UNKNOWN: strconv.ParseUint: parsing \"" + value + "\": ");
  }

  @Test
  void a_device_the_network_server_has_lost_is_read_with_counters_of_zero_from_then_on() {
    client.set(joined(APP, DEV));
    assertThat(network.loseInNetworkServer(APP, DEV)).isTrue();

    assertThat(client.get(APP, DEV).getLorawanDevice().getFCntUp()).isZero();

    assertThat(network.registeredInNetworkServer(APP, DEV))
        .hasValueSatisfying(
            record -> {
              assertThat(record.getDevAddr()).isEqualTo(DEV_ADDR);
              assertThat(record.getFCntDown()).isZero();
              assertThat(record.getLastSeen()).isZero();
            });
  }

  @Test
  void attributes_are_judged_when_the_network_server_has_the_change_already() {
    network.put(joined(APP, DEV));
    Device.Builder changed = joined(APP, DEV).toBuilder();
    changed.getLorawanDeviceBuilder().setFCntUp(70);
    for (int i = 0; i < 6; i++) {
      changed.addAttributes(attribute("key-" + i, "v"));
    }
    changed.addAttributes(attribute("ttn-brand", "x".repeat(100)));

    assertThat(refusal(() -> client.set(changed.build())))
        .isEqualTo("UNKNOWN: Maximum number of custom attributes (5) exceeded");

    assertThat(client.get(APP, DEV).getLorawanDevice().getFCntUp()).isEqualTo(70);
    assertThat(client.get(APP, DEV).getAttributesList()).isEmpty();
    client.set(changed.removeAttributes(0).build());
    assertThat(client.get(APP, DEV).getAttributesList()).hasSize(6);
    assertThat(
            refusal(
                () ->
                    client.set(
                        bare(APP, DEV).toBuilder()
                            .addAttributes(attribute("k".repeat(65), "v"))
                            .build())))
        .contains("exceeds maximum length (64)");
    assertThat(
            refusal(
                () ->
                    client.set(
                        bare(APP, DEV).toBuilder()
                            .addAttributes(attribute("k%d", "v".repeat(65)))
                            .build())))
        .isEqualTo(
            "UNKNOWN: Attribute value for key \"k%!d(MISSING)\" exceeds maximum length (64)");
  }

  @Test
  void keys_of_another_length_are_not_decoded() {
    Device.Builder device = joined(APP, DEV).toBuilder();
    device.getLorawanDeviceBuilder().setAppKey(ByteString.EMPTY);

    assertThat(refusal(() -> client.set(device.build())))
        .isEqualTo(
            "INTERNAL: grpc: error unmarshalling request: ttn/core: Invalid length for AES128Key");
    assertThat(network.registered(APP, DEV)).isEmpty();
  }

  @Test
  void euis_are_unique_when_a_device_is_made_only() {
    client.set(joined(APP, "first"));
    Device.Builder second = joined(APP, "second").toBuilder();
    client.set(second.build());
    second
        .getLorawanDeviceBuilder()
        .setDevEui(joined(APP, "first").getLorawanDevice().getDevEui())
        .setFCntUp(99);

    assertThat(refusal(() -> client.set(second.setDevId("third").build())))
        .isEqualTo("ALREADY_EXISTS: Device with AppEUI and DevEUI already exists");
    client.set(second.setDevId("second").build());

    assertThat(client.get(APP, "first").getLorawanDevice().getFCntUp()).isEqualTo(99);
    client.set(joined(APP, "second"));
    assertThat(client.get(APP, "first").getLorawanDevice().getFCntUp()).isZero();
  }

  @Test
  void euis_of_another_application_are_refused_by_the_network_server() {
    network.addApplication("other-app");
    Device.Builder taken = joined("other-app", DEV).toBuilder();
    network.put(taken.build());

    assertThat(refusal(() -> client.set(joined(APP, DEV))))
        .startsWith("PERMISSION_DENIED: Broker did not set device: NetworkServer did not set");
  }

  @Test
  void a_deleted_device_comes_back_when_it_is_changed() {
    client.set(joined(APP, DEV));
    client.delete(APP, DEV);

    assertThat(refusal(() -> client.get(APP, DEV)))
        .isEqualTo("NOT_FOUND: handler:device:my-app:dev-1 not found");
    assertThat(refusal(() -> client.delete(APP, DEV))).startsWith("NOT_FOUND");
    assertThat(network.registeredInNetworkServer(APP, DEV)).isEmpty();
    client.set(bare(APP, DEV));
    assertThat(client.get(APP, DEV).getLorawanDevice().getAppKey()).isEqualTo(ZERO_KEY);
  }

  @Test
  void a_device_that_the_network_server_lacks_can_be_deleted_but_not_given_other_euis() {
    client.set(joined(APP, DEV));
    network.loseInNetworkServer(APP, DEV);
    Device.Builder changed = joined(APP, DEV).toBuilder();
    changed.getLorawanDeviceBuilder().clearDevEui();

    assertThat(refusal(() -> client.set(changed.build())))
        .startsWith("NOT_FOUND: Broker did not delete device: NetworkServer did not delete device");
    client.delete(APP, DEV);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "A1", "a--b", "-ab", "ab-", "a.b", "ab\n"})
  void ids_that_are_none_are_refused_before_the_key_is_looked_at(String id) {
    TtnV2Client stranger = TtnV2Client.of(network, Map.of());
    try (stranger) {
      assertThat(refusal(() -> stranger.get(APP, id)))
          .startsWith("INVALID_ARGUMENT: Invalid Device Identifier: DevID not valid: ");
    }
  }

  @Test
  void separators_do_not_count_in_the_length_of_an_id() {
    String longest = "a-".repeat(35) + "a";
    client.set(bare(APP, longest));

    assertThat(client.get(APP, longest).getDevId()).hasSize(71);
    assertThat(refusal(() -> client.get(APP, "a".repeat(37)))).startsWith("INVALID_ARGUMENT");
  }

  @Test
  void the_inner_ids_have_to_be_there() {
    Device.Builder device = bare(APP, DEV).toBuilder();
    device.getLorawanDeviceBuilder().clearDevId();

    assertThat(refusal(() -> client.set(device.build())))
        .isEqualTo(
            "INVALID_ARGUMENT: Invalid Device: Invalid Device: Invalid LoRaWANDevice: DevID not"
                + " valid: can not be empty");
    assertThat(refusal(() -> client.set(device.clearLorawanDevice().build())))
        .isEqualTo("INVALID_ARGUMENT: Invalid Device: Device not valid: can not be empty");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ttn-account-v2.wrong | UNKNOWN: Invalid application access key",
        "a.b.c | UNKNOWN: Invalid application access key",
        "'' | UNKNOWN: Invalid application access key",
        "other.key | UNKNOWN: Auth server \"other\" not registered"
      })
  void a_wrong_key_is_an_error_of_unknown_kind(String key, String refusal) {
    assertThat(refusal(() -> client.with("key", key).list(APP))).isEqualTo(refusal);
  }

  @Test
  void keys_are_for_one_application_and_some_rights() {
    network.addApplication("other-app");
    assertThat(refusal(() -> client.list("other-app")))
        .isEqualTo("UNKNOWN: Invalid application access key");
    try (TtnV2Client reader = TtnV2Client.of(network, network.accessKey(APP, "messages:up:r"))) {
      assertThat(refusal(() -> reader.list(APP)))
          .isEqualTo(
              "PERMISSION_DENIED: permission denied: No \"devices\" rights to Application"
                  + " \"my-app\"");
    }
    try (TtnV2Client stranger = TtnV2Client.of(network, Map.of())) {
      assertThat(refusal(() -> stranger.list(APP)))
          .isEqualTo("INVALID_ARGUMENT: Metadata not valid: neither token nor key present");
    }
    assertThat(refusal(() -> client.with("token", "").list(APP)))
        .startsWith("PERMISSION_DENIED: permission denied: unable to parse token");
  }

  @Test
  void a_key_works_on_after_it_was_taken_back_if_the_handler_knows_it() {
    ApiKey key = network.accessKey(APP);
    network.accounts().revokeKey(key.token());
    assertThat(refusal(() -> client.with("key", key.token()).list(APP))).startsWith("UNKNOWN");

    ApiKey known = network.accessKey(APP);
    client.with("key", known.token()).list(APP);
    network.accounts().revokeKey(known.token());
    network.takeDown(TtnV2Component.ACCOUNT_SERVER);

    assertThat(client.with("key", known.token()).list(APP).getDevicesList()).isEmpty();
    assertThat(refusal(() -> client.with("key", key.token()).list(APP)))
        .contains("connection refused");
  }

  @Test
  void an_application_that_is_not_there_is_not_found_in_other_words_than_a_device() {
    network.accounts().putKey("no-app", "ttn-account-v2.no-app", "devices", "settings");

    TtnV2Client other = client.with("key", "ttn-account-v2.no-app");
    assertThat(refusal(() -> other.list("no-app")))
        .isEqualTo(
            "NOT_FOUND: Application not registered to this Handler: handler:application:no-app not"
                + " found");
    assertThat(refusal(() -> other.application("no-app")))
        .isEqualTo("NOT_FOUND: handler:application:no-app not found");
  }

  @Test
  void payload_functions_are_for_keys_that_may_see_settings() {
    network.putApplication(
        Application.newBuilder()
            .setAppId(APP)
            .setDecoder(ByteString.copyFromUtf8("function Decoder() {}"))
            .setRegisterOnJoinAccessKey(ByteString.copyFromUtf8("ttn-account-v2.shown"))
            .build());

    assertThat(client.application(APP).getRegisterOnJoinAccessKey().toStringUtf8())
        .isEqualTo("ttn-account-v2.shown");
    TtnV2Client settings = client.with("key", network.accessKey(APP, "settings").token());
    assertThat(settings.application(APP).getDecoder().toStringUtf8())
        .isEqualTo("function Decoder() {}");
    assertThat(settings.application(APP).getRegisterOnJoinAccessKey().toStringUtf8())
        .isEqualTo("shown.<...>");
    assertThat(
            refusal(
                () ->
                    client.with("key", network.accessKey(APP, "devices").token()).application(APP)))
        .startsWith("PERMISSION_DENIED");
  }

  @Test
  void a_broken_record_is_left_out_of_lists_but_counted() {
    client.set(joined(APP, "a1"));
    client.set(joined(APP, "b1"));
    network.makeUndecodable(APP, "a1");

    assertThat(client.list(APP).getDevicesList())
        .extracting(Device::getDevId)
        .containsExactly("b1");
    assertThat(client.header("total")).isEqualTo("2");
    assertThat(refusal(() -> client.get(APP, "a1"))).startsWith("UNKNOWN: ReadString: expects");
  }

  @Test
  void a_blank_record_is_listed_without_id_and_cannot_be_read() {
    network.putBlank(APP, "a1");

    assertThat(client.list(APP).getDevicesList())
        .singleElement()
        .satisfies(
            device -> {
              assertThat(device.getDevId()).isEmpty();
              assertThat(device.getLorawanDevice().getAppKey()).isEqualTo(ZERO_KEY);
            });
    assertThat(refusal(() -> client.get(APP, "a1")))
        .startsWith("INVALID_ARGUMENT: Could not re-register missing device to Broker: ");
    client.delete(APP, "a1");
    assertThat(client.list(APP).getDevicesList()).isEmpty();
  }

  @Test
  void a_device_can_be_listed_twice() {
    client.set(joined(APP, "a1"));
    client.set(joined(APP, "b1"));
    network.listTwice(APP, "a1");

    assertThat(client.list(APP, 2, 1).getDevicesList())
        .extracting(Device::getDevId)
        .containsExactly("a1", "b1");
    assertThat(client.header("total")).isEqualTo("3");
  }

  @Test
  void texts_that_are_no_text_stay_in_a_description_and_not_in_attributes() {
    ByteString noText = ByteString.copyFrom(new byte[] {(byte) 0xff});
    client.set(
        joined(APP, DEV).toBuilder()
            .setDescription(noText)
            .addAttributes(Device.Attribute.newBuilder().setKey(noText).setValue(noText))
            .build());

    assertThat(client.get(APP, DEV).getDescription()).isEqualTo(noText);
    assertThat(client.get(APP, DEV).getAttributesList())
        .containsExactly(attribute("\ufffd", "\ufffd"));
  }

  @ParameterizedTest
  @CsvSource({
    "BROKER, UNAVAILABLE: Broker did not return device: unavailable: connection error",
    "NETWORK_SERVER, UNAVAILABLE: Broker did not return device: unavailable: NetworkServer did not",
    "HANDLER_STORAGE, NOT_FOUND: Application not registered to this Handler"
  })
  void parts_of_the_network_can_be_out_of_order(TtnV2Component component, String refusal) {
    client.set(joined(APP, DEV));
    network.takeDown(component);
    assertThat(refusal(() -> client.get(APP, DEV))).startsWith(refusal);

    network.bringBack(component);
    assertThat(client.get(APP, DEV).getLorawanDevice().getFCntUp()).isEqualTo(50);
  }

  @Test
  void a_message_over_four_megabytes_is_refused() {
    Device large =
        bare(APP, DEV).toBuilder()
            .setDescription(ByteString.copyFromUtf8("d".repeat(5 << 20)))
            .build();

    assertThat(refusal(() -> client.set(large)))
        .startsWith("RESOURCE_EXHAUSTED: grpc: received message larger than max (");
  }

  private static String refusal(ThrowingCallable call) {
    StatusRuntimeException refusal = catchThrowableOfType(StatusRuntimeException.class, call);
    assertThat(refusal).isNotNull();
    return refusal.getStatus().getCode() + ": " + refusal.getStatus().getDescription();
  }
}
