package io.github.lwmigrate.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.RandomDevices;
import io.github.lwmigrate.device.Activation;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.stack.FieldPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RulesLeaveTheRestAloneTest {

  private static final int DEVICES = 300;
  private static final Set<Activation> ALL = EnumSet.allOf(Activation.class);

  private static final String[] HISTORY = {
    "activated_at",
    "battery_percentage",
    "downlink_margin",
    "ids.dev_addr",
    "last_dev_status_received_at",
    "last_seen_at",
    "mac_state",
    "pending_mac_state",
    "pending_session",
    "power_state"
  };

  static Stream<Arguments> rules() {
    String[] origin =
        Arrays.stream(OriginField.values()).map(OriginField::path).toArray(String[]::new);
    String[] rx1 = {
      "mac_settings.rx1_delay",
      "mac_settings.desired_rx1_delay",
      "mac_state.current_parameters.rx1_delay",
      "mac_state.desired_parameters.rx1_delay"
    };
    return Stream.of(
        rule("KEEP", new SetRx1Delay(Rx1Delay.KEEP, ALL), rx1),
        rule("RAISE without MAC state", new SetRx1Delay(Rx1Delay.RAISE, ALL), rx1),
        rule("DECLARE without MAC state", new SetRx1Delay(Rx1Delay.DECLARE, ALL), rx1),
        rule("RAISE in MAC state", new SetRx1Delay(Rx1Delay.RAISE, Set.of()), rx1),
        rule("DECLARE in MAC state", new SetRx1Delay(Rx1Delay.DECLARE, Set.of()), rx1),
        rule(
            "margin",
            new DownlinkCounterMargin(7, ALL),
            "session.last_n_f_cnt_down",
            "session.last_a_f_cnt_down"),
        rule(
            "OTAA",
            new DropOtaaSession(),
            join(HISTORY, "session", "queued_application_downlinks")),
        rule(
            "ABP restart",
            new RestartAbpSession(),
            join(
                HISTORY,
                "mac_settings.resets_f_cnt",
                "queued_application_downlinks",
                "session.last_f_cnt_up",
                "session.last_n_f_cnt_down",
                "session.last_a_f_cnt_down",
                "session.last_conf_f_cnt_down",
                "session.queued_application_downlinks",
                "session.started_at")),
        rule("multicast", new DropMulticastMacState(), HISTORY),
        rule(
            "reset",
            new ResetFrameCounters(),
            "mac_settings.resets_f_cnt",
            "session.last_f_cnt_up",
            "session.last_n_f_cnt_down",
            "session.last_a_f_cnt_down",
            "session.last_conf_f_cnt_down",
            "mac_state.last_adr_change_f_cnt_up",
            "mac_state.last_dev_status_f_cnt_up"),
        rule("origin", DropOriginFields.allBut(Set.of()), origin),
        rule("session key id", new ClearSessionKeyId(), "session.keys.session_key_id"),
        rule("plan", SetFrequencyPlan.fixed("EU_863_870_TTN"), "frequency_plan_id"),
        rule(
            "id",
            new AssignDeviceId(List.of(DeviceNaming.devEui(), DeviceNaming.prefix("p")), true),
            "ids.device_id",
            "attributes"),
        rule(
            "application",
            SetApplicationId.map(Map.of("a", "b")),
            "ids.application_ids.application_id"));
  }

  private static Arguments rule(String name, DeviceRule rule, String... paths) {
    return Arguments.of(name, rule, List.of(paths));
  }

  private static String[] join(String[] first, String... second) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray(String[]::new);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void anyDevice_changesOnlyWhereTheRuleSays(String name, DeviceRule rule, List<String> paths) {
    RandomDevices devices = new RandomDevices(name.hashCode());
    int changed = 0;
    for (int i = 0; i < DEVICES; i++) {
      EndDevice before = devices.next();
      EndDevice after = rule.apply(before, finding -> {});
      assertThat(rest(after, paths).equals(rest(before, paths)))
          .as("device %s is the same outside of %s", i, paths)
          .isTrue();
      changed += after.equals(before) ? 0 : 1;
    }
    assertThat(changed).as("devices that the rule changed").isPositive();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void sameDevice_givesTheSameResultAndFindings(String name, DeviceRule rule, List<String> paths) {
    RandomDevices devices = new RandomDevices(name.hashCode());
    for (int i = 0; i < DEVICES; i++) {
      EndDevice device = devices.next();
      List<Finding> first = new ArrayList<>();
      List<Finding> second = new ArrayList<>();
      assertThat(rule.apply(device, first::add).equals(rule.apply(device, second::add))).isTrue();
      assertThat(first).isEqualTo(second);
      assertThat(first).allMatch(finding -> isWithin(finding.field(), paths));
    }
  }

  private static boolean isWithin(String field, List<String> paths) {
    return paths.stream().anyMatch(path -> field.equals(path) || path.startsWith(field + "."));
  }

  /** The device without what the rule may change, and without parents that are empty then. */
  private static Message rest(EndDevice device, List<String> paths) {
    var message = device.toProto().toBuilder();
    for (String path : paths) {
      FieldPath.find(message.getDescriptorForType(), path)
          .ifPresentOrElse(found -> found.clear(message), () -> clearUnnamed(message, path));
    }
    for (String path : paths) {
      for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
        FieldPath parent = FieldPath.ofDevice(path.substring(0, dot));
        parent
            .get(message)
            .filter(
                value -> ((Message) value).equals(((Message) value).getDefaultInstanceForType()))
            .ifPresent(value -> parent.clear(message));
      }
    }
    return message.build();
  }

  private static void clearUnnamed(Message.Builder message, String path) {
    UnknownFieldSet.Builder unknown = message.getUnknownFields().toBuilder();
    message.setUnknownFields(unknown.clearField(path.equals("label_ids") ? 57 : 58).build());
  }
}
