package io.github.lwmigrate.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BoolValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceAuthenticationCode;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Picture;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import io.github.lwmigrate.stack.FieldPath;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DropOriginFieldsTest {

  private final List<Finding> findings = new ArrayList<>();

  @Test
  void everything_isDroppedWithOneFindingForEachField() {
    EndDevice device = DropOriginFields.allBut(Set.of()).apply(full(), findings::add);
    assertThat(FieldPath.setLeaves(device.toProto()))
        .containsExactlyInAnyOrder("ids.device_id", "created_at", "updated_at", "name");
    assertThat(device.toProto().hasMacSettings()).as("settings that are empty then").isFalse();
    assertThat(device.toProto().getUnknownFields().asMap()).containsOnlyKeys(99);
    assertThat(findings)
        .extracting(Finding::field)
        .containsExactlyElementsOf(
            EnumSet.allOf(OriginField.class).stream().map(OriginField::path).toList());
    assertThat(findings)
        .filteredOn(finding -> finding.severity() != Severity.NOTICE)
        .extracting(Finding::code)
        .containsExactly(FindingCodes.MAC_SETTINGS_PROFILE_DROPPED);
  }

  @ParameterizedTest
  @EnumSource(OriginField.class)
  void eachField_canBeKept(OriginField field) {
    EndDevice device = DropOriginFields.allBut(Set.of(field)).apply(full(), findings::add);
    assertThat(field.isHeldBy(device.toProto())).isTrue();
    assertThat(findings).extracting(Finding::field).doesNotContain(field.path());
  }

  @ParameterizedTest
  @EnumSource(OriginField.class)
  void eachField_isDroppedAlone(OriginField field) {
    EndDevice device = new DropOriginFields(Set.of(field)).apply(full(), findings::add);
    for (OriginField other : OriginField.values()) {
      assertThat(other.isHeldBy(device.toProto())).as(other.name()).isEqualTo(other != field);
    }
  }

  @Test
  void nothingHeld_saysNothing() {
    EndDevice device =
        EndDevice.of(
            io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder().setName("n").build());
    assertThat(DropOriginFields.allBut(Set.of()).apply(device, findings::add)).isSameAs(device);
    assertThat(findings).isEmpty();
  }

  @Test
  void downlinksThatAreSwitchedOnExplicitly_stay() {
    EndDevice device =
        EndDevice.of(
            io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder()
                .setMacSettings(
                    MACSettings.newBuilder()
                        .setScheduleDownlinks(BoolValue.newBuilder().setValue(true)))
                .build());
    assertThat(DropOriginFields.allBut(Set.of()).apply(device, findings::add)).isSameAs(device);
  }

  @Test
  void disabledDownlinks_otherSettingsStay_alsoWhenTheyAreEmptyMessages() {
    EndDevice device =
        EndDevice.of(
            io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder()
                .setMacSettings(
                    MACSettings.newBuilder()
                        .setScheduleDownlinks(BoolValue.getDefaultInstance())
                        .setResetsFCnt(BoolValue.getDefaultInstance()))
                .build());
    EndDevice dropped = DropOriginFields.allBut(Set.of()).apply(device, findings::add);
    assertThat(dropped.toProto().getMacSettings().hasResetsFCnt()).isTrue();
    assertThat(dropped.toProto().getMacSettings().hasScheduleDownlinks()).isFalse();
    assertThat(findings)
        .extracting(Finding::code)
        .containsExactly(FindingCodes.DISABLED_DOWNLINKS_DROPPED);
  }

  private static EndDevice full() {
    var message = io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder();
    message.getIdsBuilder().setDeviceId("dev-1").setDevAddr(ByteString.copyFromUtf8("addr"));
    return EndDevice.of(
        message
            .setCreatedAt(Timestamp.newBuilder().setSeconds(1))
            .setUpdatedAt(Timestamp.newBuilder().setSeconds(2))
            .setName("name")
            .setNetworkServerAddress("ns.example.com")
            .setApplicationServerAddress("as.example.com")
            .setJoinServerAddress("js.example.com")
            .setClaimAuthenticationCode(EndDeviceAuthenticationCode.newBuilder().setValue("ABC"))
            .setNetId(ByteString.copyFrom(new byte[] {0, 0, 0x13}))
            .setNetworkServerKekLabel("ns-kek")
            .setApplicationServerKekLabel("as-kek")
            .setApplicationServerId("as-1")
            .setPicture(
                Picture.newBuilder()
                    .setEmbedded(Picture.Embedded.newBuilder().setMimeType("image/png")))
            .setServiceProfileId("sp-1")
            .setMacSettings(
                MACSettings.newBuilder().setScheduleDownlinks(BoolValue.getDefaultInstance()))
            .setPendingSession(Session.newBuilder().setLastFCntUp(1))
            .setPendingMacState(MACState.newBuilder().setRxWindowsAvailable(true))
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .mergeVarintField(57, 1)
                    .mergeVarintField(58, 1)
                    .mergeVarintField(99, 1)
                    .build())
            .build());
  }
}
