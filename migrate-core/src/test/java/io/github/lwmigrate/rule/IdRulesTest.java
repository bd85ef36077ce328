package io.github.lwmigrate.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.DevEui;
import io.github.lwmigrate.device.EndDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdRulesTest {

  private static final DevEui EUI = DevEui.of("70B3D57ED000ABCD");

  private final List<Finding> findings = new ArrayList<>();

  @Test
  void sameId_changesNothing_andWritesNoAttribute() {
    EndDevice device = device("dev-1");
    assertThat(apply(device, DeviceNaming.hyphens())).isSameAs(device);
  }

  @Test
  void everyStep_isAppliedInOrder_andTheFirstIdIsKeptOnce() {
    EndDevice device =
        apply(
            device("My_dev"),
            DeviceNaming.map(Map.of("My_dev", "my_dev")),
            DeviceNaming.prefix("eu"),
            DeviceNaming.hyphens());
    assertThat(device.deviceId()).isEqualTo("eu-my-dev");
    assertThat(device.toProto().getAttributesMap())
        .isEqualTo(Map.of(AssignDeviceId.OLD_ID, "My_dev"));
    assertThat(findings).isEmpty();
  }

  @Test
  void map_theEntryWithTheApplicationWins_andOthersKeepTheirId() {
    DeviceNaming map = DeviceNaming.map(Map.of("dev-1", "other", "app-1/dev-1", "mine"));
    assertThat(map.name("dev-1", device("dev-1"))).isEqualTo("mine");
    assertThat(map.name("dev-1", device("dev-1").withApplicationId("app-2"))).isEqualTo("other");
    assertThat(map.name("dev-2", device("dev-2"))).isEqualTo("dev-2");
  }

  @Test
  void devEui_isTheId_inLowerCase() {
    assertThat(apply(device("dev-1"), DeviceNaming.devEui()).deviceId())
        .isEqualTo("70b3d57ed000abcd");
  }

  @Test
  void devEui_ofADeviceWithoutOne_keepsTheId() {
    EndDevice device = device("dev-1").with(m -> m.getIdsBuilder().clearDevEui());
    assertThat(apply(device, DeviceNaming.devEui())).isSameAs(device);
    EndDevice zero =
        device.with(m -> m.getIdsBuilder().setDevEui(ByteString.copyFrom(new byte[8])));
    assertThat(apply(zero, DeviceNaming.devEui())).isSameAs(zero);
  }

  @Test
  void noId_takesTheDevEui_andHasNoOldOneToKeep() {
    EndDevice device = apply(device(""), DeviceNaming.devEuiIfUnnamed(), DeviceNaming.prefix("p"));
    assertThat(device.deviceId()).isEqualTo("p-70b3d57ed000abcd");
    assertThat(device.toProto().getAttributesMap()).isEmpty();
  }

  @Test
  void noIdAndNoDevEui_isRejected_alsoWithAPrefix() {
    EndDevice device = device("").with(m -> m.getIdsBuilder().clearDevEui());
    apply(device, DeviceNaming.devEuiIfUnnamed(), DeviceNaming.prefix("p"));
    assertRejected(FindingCodes.DEVICE_ID_MISSING, "ids.device_id");
  }

  @Test
  void tooLong_isRejectedWithTheIdInFull_neverCut() {
    String old = "a".repeat(35);
    EndDevice device = apply(device(old), DeviceNaming.prefix("p"));
    assertThat(device.deviceId()).isEqualTo(old);
    assertRejected(FindingCodes.DEVICE_ID_TOO_LONG, "ids.device_id");
    assertThat(findings.get(0).message()).contains("p-" + old).contains("37").contains("36");
  }

  @Test
  void longestAllowed_isTaken() {
    assertThat(apply(device("a".repeat(34)), DeviceNaming.prefix("p")).deviceId()).hasSize(36);
    assertThat(findings).isEmpty();
  }

  @Test
  void eleventhAttribute_isARejectionThatNamesIt() {
    EndDevice device = withAttributes(device("dev_1"), 10);
    assertThat(apply(device, DeviceNaming.hyphens())).isSameAs(device);
    assertRejected(FindingCodes.OLD_ID_DOES_NOT_FIT, "attributes");
    assertThat(findings.get(0).message()).contains("old-id").contains("11");
  }

  @Test
  void tenthAttribute_andOneThatIsThereAlready_fit() {
    assertThat(
            apply(withAttributes(device("dev_1"), 9), DeviceNaming.hyphens())
                .toProto()
                .getAttributesCount())
        .isEqualTo(10);
    EndDevice moved =
        withAttributes(device("dev_1"), 9)
            .with(message -> message.putAttributes(AssignDeviceId.OLD_ID, "older"));
    assertThat(
            apply(moved, DeviceNaming.hyphens())
                .toProto()
                .getAttributesOrThrow(AssignDeviceId.OLD_ID))
        .isEqualTo("dev_1");
    assertThat(findings).isEmpty();
  }

  @Test
  void oldIdNotWanted_isNotWritten() {
    EndDevice device =
        new AssignDeviceId(List.of(DeviceNaming.hyphens()), false)
            .apply(withAttributes(device("dev_1"), 10), findings::add);
    assertThat(device.deviceId()).isEqualTo("dev-1");
    assertThat(device.toProto().getAttributesCount()).isEqualTo(10);
    assertThat(findings).isEmpty();
  }

  @Test
  void application_fixedMappedOrWithHyphens() {
    EndDevice device = device("dev-1").withApplicationId("my_app");
    assertThat(SetApplicationId.fixed("new").apply(device, findings::add).applicationId())
        .isEqualTo("new");
    assertThat(
            SetApplicationId.map(Map.of("my_app", "mapped"))
                .apply(device, findings::add)
                .applicationId())
        .isEqualTo("mapped");
    assertThat(SetApplicationId.map(Map.of()).apply(device, findings::add).applicationId())
        .isEqualTo("my-app");
    EndDevice without = device.with(message -> message.getIdsBuilder().clearApplicationIds());
    assertThat(SetApplicationId.map(Map.of()).apply(without, findings::add)).isSameAs(without);
  }

  @Test
  void frequencyPlan_fixedOrMapped_othersStay() {
    EndDevice device = device("dev-1").withFrequencyPlanId("EU_863_870");
    assertThat(SetFrequencyPlan.fixed("US_902_928_FSB_2").apply(device, findings::add))
        .extracting(EndDevice::frequencyPlanId)
        .isEqualTo("US_902_928_FSB_2");
    SetFrequencyPlan map = SetFrequencyPlan.map(Map.of("EU_863_870", "EU_863_870_TTN"));
    assertThat(map.apply(device, findings::add).frequencyPlanId()).isEqualTo("EU_863_870_TTN");
    EndDevice other = device.withFrequencyPlanId("AS_923");
    assertThat(map.apply(other, findings::add)).isSameAs(other);
  }

  private EndDevice apply(EndDevice device, DeviceNaming... steps) {
    return new AssignDeviceId(List.of(steps), true).apply(device, findings::add);
  }

  private void assertRejected(String code, String field) {
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.ERROR);
              assertThat(finding.code()).isEqualTo(code);
              assertThat(finding.field()).isEqualTo(field);
              assertThat(finding.remedy()).isNotEmpty();
            });
  }

  private static EndDevice withAttributes(EndDevice device, int count) {
    return device.with(
        message -> {
          for (int i = 0; i < count; i++) {
            message.putAttributes("key-" + i, "value");
          }
        });
  }

  private static EndDevice device(String id) {
    var message = io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder();
    message.getIdsBuilder().setDeviceId(id).setDevEui(ByteString.copyFrom(EUI.toBytes()));
    return EndDevice.of(message.build()).withApplicationId("app-1");
  }
}
