package io.github.lwmigrate.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ADRSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Application;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.AuthInfoResponse;
import io.github.lwmigrate.proto.ttn.lorawan.v3.DataRateIndex;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceTemplateFormat;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetDeviceAdressPrefixesResponse;
import io.github.lwmigrate.proto.ttn.lorawan.v3.KeyEnvelope;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListFrequencyPlansRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Location;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RootKeys;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SetEndDeviceRequest;
import io.github.lwmigrate.stack.MessageRules.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageRulesTest {
  private static final EndDevice GOOD =
      EndDevice.newBuilder()
          .setIds(
              EndDeviceIdentifiers.newBuilder()
                  .setDeviceId("pump-17")
                  .setApplicationIds(
                      ApplicationIdentifiers.newBuilder().setApplicationId("water-works")))
          .setName("Pump 17")
          .build();

  @Test
  void check_recordedLimits_sameVerdicts() {
    for (String[] cells : Resources.table("rule-samples.tsv")) {
      for (String form : cells[2].split("\\|", -1)) {
        if (!form.isEmpty()) {
          assertThat(new RuleSample(cells[0], cells[1], form).violation())
              .as("%s.%s %s", cells[0], cells[1], form)
              .isEmpty();
        }
      }
      for (String form : cells[3].split("\\|", -1)) {
        assertThat(new RuleSample(cells[0], cells[1], form).violation())
            .as("%s.%s %s", cells[0], cells[1], form)
            .isPresent();
      }
    }
  }

  @Test
  void table_everyRow_namesAFieldOfOurMessages() {
    Map<String, Descriptor> types = new HashMap<>();
    addTypes(SetEndDeviceRequest.getDescriptor().getFile(), types);
    for (FileDescriptor file :
        List.of(
            Application.getDescriptor().getFile(),
            AuthInfoResponse.getDescriptor().getFile(),
            EndDeviceTemplateFormat.getDescriptor().getFile(),
            GetDeviceAdressPrefixesResponse.getDescriptor().getFile(),
            ListFrequencyPlansRequest.getDescriptor().getFile())) {
      addTypes(file, types);
    }
    for (String[] cells : Resources.table("message-rules.tsv")) {
      Descriptor type = types.get(cells[0]);
      assertThat(type).as(cells[0]).isNotNull();
      boolean choice =
          type.getRealOneofs().stream().anyMatch(oneof -> oneof.getName().equals(cells[1]));
      assertThat(choice || FieldNames.find(type, cells[1]).isPresent())
          .as("%s.%s", cells[0], cells[1])
          .isTrue();
    }
  }

  private static void addTypes(FileDescriptor file, Map<String, Descriptor> types) {
    file.getMessageTypes().forEach(type -> addTypes(type, types));
    file.getDependencies().forEach(dependency -> addTypes(dependency, types));
  }

  private static void addTypes(Descriptor type, Map<String, Descriptor> types) {
    types.put(type.getFullName().replace("ttn.lorawan.v3.", ""), type);
    type.getNestedTypes().forEach(nested -> addTypes(nested, types));
  }

  @Test
  void check_goodDevice_findsNothing() {
    assertThat(MessageRules.check(GOOD)).isEmpty();
  }

  @Test
  void check_severalViolations_namesAllOfThem() {
    EndDevice.Builder device = GOOD.toBuilder().setName("n".repeat(51)).putAttributes("a_b", "");
    device.getIdsBuilder().setDeviceId("ab").setDevEui(ByteString.copyFrom(new byte[7]));
    device.putLocations("user", Location.newBuilder().setLatitude(91).build());
    device.setSession(Session.getDefaultInstance());
    device.setLorawanVersionValue(99);
    assertThat(MessageRules.check(device.build()))
        .extracting(Violation::path)
        .containsExactlyInAnyOrder(
            "ids.device_id",
            "ids.dev_eui",
            "name",
            "attributes",
            "locations.latitude",
            "session.keys",
            "lorawan_version");
  }

  @Test
  void check_violation_saysFieldAndLimitButNoValue() {
    EndDevice device =
        GOOD.toBuilder()
            .setRootKeys(
                RootKeys.newBuilder()
                    .setAppKey(KeyEnvelope.newBuilder().setKey(ByteString.copyFromUtf8("secret"))))
            .build();
    assertThat(MessageRules.check(device))
        .containsExactly(
            new Violation(
                "root_keys.app_key.key", "KeyEnvelope", "key", "must have exactly 16 bytes"));
  }

  @Test
  void check_fieldOfAChoice_pathIsThatOfFieldMasks() {
    EndDevice device =
        GOOD.toBuilder()
            .setMacSettings(
                MACSettings.newBuilder()
                    .setAdr(
                        ADRSettings.newBuilder()
                            .setStatic(
                                ADRSettings.StaticMode.newBuilder()
                                    .setDataRateIndex(DataRateIndex.DATA_RATE_5)
                                    .setNbTrans(16))))
            .build();
    String path = "mac_settings.adr.mode.static.nb_trans";
    assertThat(MessageRules.check(device)).extracting(Violation::path).containsExactly(path);
    assertThat(MessageRules.check(device, List.of(path))).hasSize(1);
    assertThat(MessageRules.check(device, List.of("mac_settings.adr.mode"))).hasSize(1);
    assertThat(MessageRules.check(device, List.of("mac_settings.adr.mode.dynamic"))).isEmpty();
  }

  @Test
  void check_sameViolationInManyElements_isNamedOnce() {
    MACState.Builder state = MACState.newBuilder();
    MACParameters.Builder parameters = MACParameters.newBuilder().setRx2Frequency(869525000);
    parameters.addChannelsBuilder().setDownlinkFrequency(868100000).setUplinkFrequency(1);
    parameters.addChannelsBuilder().setDownlinkFrequency(868100000).setUplinkFrequency(2);
    state.setCurrentParameters(parameters).setDesiredParameters(parameters);
    assertThat(MessageRules.check(GOOD.toBuilder().setMacState(state).build()))
        .extracting(Violation::path)
        .containsExactly(
            "mac_state.current_parameters.channels.uplink_frequency",
            "mac_state.desired_parameters.channels.uplink_frequency");
  }

  @Test
  void check_masked_looksOnlyBelowThePaths() {
    EndDevice device =
        GOOD.toBuilder()
            .clearIds()
            .setName("n".repeat(51))
            .setSession(Session.newBuilder().setLastFCntUp(1))
            .build();
    assertThat(paths(device, "name")).containsExactly("name");
    assertThat(paths(device, "description", "no.such.path")).isEmpty();
    assertThat(paths(device, "session.last_f_cnt_up")).isEmpty();
    assertThat(paths(device, "session.keys.f_nwk_s_int_key.key")).containsExactly("session.keys");
    assertThat(paths(device, "session")).containsExactly("session.keys");
    assertThat(paths(device, "ids.device_id")).containsExactly("ids");
    assertThat(paths(device, "pending_session.keys.session_key_id")).isEmpty();
  }

  private static List<String> paths(EndDevice device, String... mask) {
    return MessageRules.check(device, List.of(mask)).stream().map(Violation::path).toList();
  }

  @Test
  void check_notANumber_passesAsOnTheServers() {
    EndDevice device =
        GOOD.toBuilder()
            .putLocations("user", Location.newBuilder().setLatitude(Double.NaN).build())
            .build();
    assertThat(MessageRules.check(device)).isEmpty();
  }

  @Test
  void check_veryLongTexts_areJudgedInLinearTime() {
    String labels = "a.".repeat(200_000) + "a";
    EndDevice.Builder device = GOOD.toBuilder().setNetworkServerAddress(labels);
    device.getIdsBuilder().setDeviceId("a-".repeat(200_000));
    assertThat(MessageRules.check(device.build()))
        .extracting(Violation::path)
        .containsOnly("ids.device_id");
  }
}
