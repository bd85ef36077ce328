package io.github.lwmigrate.source.ttnv3.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.BoolValue;
import com.google.protobuf.UnknownFieldSet;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ADRSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.KeyEnvelope;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MessagePayloadFormatters;
import org.junit.jupiter.api.Test;

class PruneTest {

  @Test
  void messagesThatHoldNothing_go() {
    EndDevice.Builder device = EndDevice.newBuilder().setName("n");
    device.getVersionIdsBuilder();
    device.getSessionBuilder().getKeysBuilder().setAppSKey(KeyEnvelope.getDefaultInstance());
    device.getMacSettingsBuilder().setAdr(ADRSettings.getDefaultInstance());

    assertThat(pruned(device)).isEqualTo(EndDevice.newBuilder().setName("n").build());
  }

  @Test
  void siblingsOfEmptyMessages_stay() {
    EndDevice.Builder device = EndDevice.newBuilder();
    device
        .getSessionBuilder()
        .setLastFCntUp(3)
        .getKeysBuilder()
        .setAppSKey(KeyEnvelope.getDefaultInstance());

    EndDevice pruned = pruned(device);
    assertThat(pruned.getSession().getLastFCntUp()).isEqualTo(3);
    assertThat(pruned.getSession().hasKeys()).isFalse();
  }

  @Test
  void presenceThatSaysSomething_stays() {
    EndDevice.Builder device = EndDevice.newBuilder();
    device.setBatteryPercentage(com.google.protobuf.FloatValue.getDefaultInstance());
    device.setActivatedAt(com.google.protobuf.Timestamp.getDefaultInstance());
    device.setSkipPayloadCryptoOverride(BoolValue.getDefaultInstance());
    device.setFormatters(MessagePayloadFormatters.getDefaultInstance());
    MACSettings.Builder settings = device.getMacSettingsBuilder();
    settings.getAdrBuilder().setDisabled(ADRSettings.DisabledMode.getDefaultInstance());
    settings.getRx1DelayBuilder();
    settings.getScheduleDownlinksBuilder();
    EndDevice before = device.build();

    assertThat(pruned(device)).isEqualTo(before);
  }

  @Test
  void chosenButEmptyMode_stays() {
    EndDevice.Builder device = EndDevice.newBuilder();
    device
        .getMacSettingsBuilder()
        .getAdrBuilder()
        .setDynamic(ADRSettings.DynamicMode.getDefaultInstance());

    assertThat(pruned(device).getMacSettings().getAdr().hasDynamic()).isTrue();
  }

  @Test
  void fieldsOfNewerServers_stay() {
    EndDevice.Builder device = EndDevice.newBuilder();
    device
        .getVersionIdsBuilder()
        .setUnknownFields(UnknownFieldSet.newBuilder().mergeVarintField(99, 1).build());

    assertThat(pruned(device).hasVersionIds()).isTrue();
  }

  private static EndDevice pruned(EndDevice.Builder device) {
    Prune.emptyMessages(device);
    return device.build();
  }
}
