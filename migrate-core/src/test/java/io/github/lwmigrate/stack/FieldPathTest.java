package io.github.lwmigrate.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.UInt32Value;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ADRSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BoolValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import org.junit.jupiter.api.Test;

class FieldPathTest {
  private static final EndDevice DISABLED_ADR =
      EndDevice.newBuilder()
          .setMacSettings(
              MACSettings.newBuilder()
                  .setAdr(
                      ADRSettings.newBuilder()
                          .setDisabled(ADRSettings.DisabledMode.getDefaultInstance())))
          .build();
  private static final EndDevice DOWNLINKS_OFF =
      EndDevice.newBuilder()
          .setMacSettings(
              MACSettings.newBuilder().setScheduleDownlinks(BoolValue.getDefaultInstance()))
          .build();

  @Test
  void of_unknownPart_saysWhichOneAndWhere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldPath.ofDevice("mac_settings.adr.static"))
        .withMessageContaining("mac_settings.adr.static")
        .withMessageContaining("\"static\"")
        .withMessageContaining("ADRSettings");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldPath.ofDevice("name.first"))
        .withMessageContaining("no fields below");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldPath.ofDevice("mac_state.recent_uplinks.payload"));
    assertThatIllegalArgumentException().isThrownBy(() -> FieldPath.ofDevice(""));
    assertThatIllegalArgumentException().isThrownBy(() -> FieldPath.ofDevice("ids."));
    assertThat(FieldPath.find(EndDevice.getDescriptor(), "version_ids.vendor_id")).isEmpty();
  }

  @Test
  void get_zeroAndAbsent_areNotSet() {
    EndDevice device =
        EndDevice.newBuilder().setSession(Session.newBuilder().setLastFCntUp(7)).build();
    assertThat(FieldPath.ofDevice("session.last_f_cnt_up").get(device)).contains(7);
    assertThat(FieldPath.ofDevice("session.last_n_f_cnt_down").isSet(device)).isFalse();
    assertThat(FieldPath.ofDevice("session").isSet(device)).isTrue();
    assertThat(FieldPath.ofDevice("session.keys.app_s_key.key").isSet(device)).isFalse();
    assertThat(FieldPath.ofDevice("attributes").isSet(device)).isFalse();
  }

  @Test
  void get_wrapperHoldingZero_wrapperIsSetItsValueIsNot() {
    assertThat(FieldPath.ofDevice("mac_settings.schedule_downlinks").isSet(DOWNLINKS_OFF)).isTrue();
    assertThat(FieldPath.ofDevice("mac_settings.schedule_downlinks.value").isSet(DOWNLINKS_OFF))
        .isFalse();
  }

  @Test
  void get_choice_isTheChosenField() {
    assertThat(FieldPath.ofDevice("mac_settings.adr.mode").get(DISABLED_ADR))
        .contains(ADRSettings.DisabledMode.getDefaultInstance());
    assertThat(FieldPath.ofDevice("mac_settings.adr.mode.disabled").isSet(DISABLED_ADR)).isTrue();
    assertThat(FieldPath.ofDevice("mac_settings.adr.mode.static").isSet(DISABLED_ADR)).isFalse();
    assertThat(FieldPath.ofDevice("mac_settings.adr.mode").isSet(DOWNLINKS_OFF)).isFalse();
  }

  @Test
  void clear_absentParent_isNotMade() {
    EndDevice.Builder device = EndDevice.newBuilder().setName("pump");
    FieldPath.ofDevice("session.keys.app_s_key.key").clear(device);
    assertThat(device.build()).isEqualTo(EndDevice.newBuilder().setName("pump").build());
  }

  @Test
  void clear_leaf_keepsItsParent() {
    EndDevice.Builder device = DISABLED_ADR.toBuilder();
    FieldPath.ofDevice("mac_settings.adr.mode").clear(device);
    assertThat(device.getMacSettings().hasAdr()).isTrue();
    assertThat(device.getMacSettings().getAdr().hasDisabled()).isFalse();
  }

  @Test
  void copy_absentInOrigin_clearsAndMakesNoParents() {
    EndDevice.Builder to =
        EndDevice.newBuilder().setIds(EndDeviceIdentifiers.newBuilder().setDeviceId("pump"));
    FieldPath.ofDevice("ids.device_id").copy(EndDevice.getDefaultInstance(), to);
    FieldPath.ofDevice("session.last_f_cnt_up").copy(EndDevice.getDefaultInstance(), to);
    FieldPath.ofDevice("mac_settings").copy(EndDevice.getDefaultInstance(), to);
    assertThat(to.build())
        .isEqualTo(
            EndDevice.newBuilder().setIds(EndDeviceIdentifiers.getDefaultInstance()).build());
  }

  @Test
  void copy_present_makesTheParentsAndKeepsTheRest() {
    EndDevice.Builder to =
        EndDevice.newBuilder()
            .setMacSettings(MACSettings.newBuilder().setStatusCountPeriodicity(UInt32Value.of(3)));
    FieldPath.ofDevice("mac_settings.schedule_downlinks.value").copy(DOWNLINKS_OFF, to);
    FieldPath.ofDevice("mac_settings.adr.mode").copy(DISABLED_ADR, to);
    assertThat(to.getMacSettings().hasScheduleDownlinks()).isTrue();
    assertThat(to.getMacSettings().getAdr().hasDisabled()).isTrue();
    assertThat(to.getMacSettings().getStatusCountPeriodicity().getValue()).isEqualTo(3);
  }

  @Test
  void set_makesTheParents() {
    EndDevice.Builder device = EndDevice.newBuilder();
    FieldPath.ofDevice("mac_settings.schedule_downlinks.value").set(device, false);
    assertThat(device.build()).isEqualTo(DOWNLINKS_OFF);
    FieldPath choice = FieldPath.ofDevice("mac_settings.adr.mode");
    assertThatIllegalArgumentException().isThrownBy(() -> choice.set(device, 1));
  }

  @Test
  void isSet_messageOfAnotherType_isRefused() {
    FieldPath path = FieldPath.ofDevice("ids.device_id");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> path.isSet(Session.getDefaultInstance()))
        .withMessageContaining("Session");
  }

  @Test
  void setLeaves_countsWrappersAndEmptyMessagesButNotZeros() {
    EndDevice device =
        EndDevice.newBuilder()
            .mergeFrom(DISABLED_ADR)
            .mergeFrom(DOWNLINKS_OFF)
            .setIds(EndDeviceIdentifiers.newBuilder().setDeviceId("pump"))
            .setSession(Session.getDefaultInstance())
            .putAttributes("floor", "3")
            .setMacState(
                MACState.newBuilder()
                    .setCurrentParameters(MACParameters.newBuilder().setMaxEirp(14f)))
            .build();
    assertThat(FieldPath.setLeaves(device))
        .containsExactlyInAnyOrder(
            "ids.device_id",
            "attributes",
            "mac_settings.adr.mode.disabled",
            "mac_settings.schedule_downlinks",
            "session",
            "mac_state.current_parameters.max_eirp");
  }
}
