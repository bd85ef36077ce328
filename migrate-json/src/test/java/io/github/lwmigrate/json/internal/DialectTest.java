package io.github.lwmigrate.json.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DialectTest {

  /** The Things Stack 3.32.1 has no generated JSON code for these. */
  @Test
  void messages_without_forms_of_their_own_go_through_protojson() {
    Set<String> found = new TreeSet<>();
    collect(EndDevice.getDescriptor(), new TreeSet<>(), found);
    assertThat(found)
        .containsExactlyInAnyOrder(
            "ADRSettings.DynamicMode.ChannelSteeringSettings",
            "ADRSettings.DynamicMode.Overrides",
            "ADRSettings.DynamicMode.PerDataRateIndexOverride",
            "ApplicationDownlink.ConfirmedRetry",
            "ApplicationIdentifiers",
            "DataRate",
            "EndDeviceAuthenticationCode",
            "EndDeviceVersionIdentifiers",
            "FCtrl",
            "FSKDataRate",
            "LRFHSSDataRate",
            "LoRaAllianceProfileIdentifiers",
            "LoRaDataRate",
            "MACCommand.BeaconFreqAns",
            "MACCommand.BeaconFreqReq",
            "MACCommand.BeaconTimingAns",
            "MACCommand.DLChannelAns",
            "MACCommand.DLChannelReq",
            "MACCommand.DevStatusAns",
            "MACCommand.DeviceTimeAns",
            "MACCommand.LinkADRAns",
            "MACCommand.LinkCheckAns",
            "MACCommand.NewChannelAns",
            "MACCommand.PingSlotChannelAns",
            "MACCommand.RejoinParamSetupAns",
            "MACCommand.RelayConfAns",
            "MACCommand.RelayCtrlUplinkListAns",
            "MACCommand.RelayEndDeviceConfAns",
            "MACCommand.RxParamSetupAns",
            "MACState.DownlinkMessage.Message.MACPayload",
            "MACState.UplinkMessage.TxSettings",
            "Picture",
            "Picture.Embedded",
            "RelayForwardDownlinkReq");
  }

  private static void collect(Descriptor type, Set<String> visited, Set<String> found) {
    String name = type.getFullName().replace("ttn.lorawan.v3.", "");
    if (name.startsWith("google.") || !visited.add(name)) {
      return;
    }
    if (!type.getFields().isEmpty() && Dialect.of(type) == Dialect.PROTOJSON) {
      found.add(name);
    }
    for (FieldDescriptor field : type.getFields()) {
      FieldDescriptor valued =
          field.isMapField() ? field.getMessageType().findFieldByName("value") : field;
      if (valued.getJavaType() == JavaType.MESSAGE) {
        collect(valued.getMessageType(), visited, found);
      }
    }
  }
}
