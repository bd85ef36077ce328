package io.github.lwmigrate.lorawan;

import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ADRAckDelayExponentValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ADRAckLimitExponentValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.DataRateIndexValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RelaySettings;
import org.jspecify.annotations.Nullable;

/** What the server takes a device to have: the device's settings, else its own, else the band. */
final class CurrentParameters {

  private final MacStateInput input;
  private final MACSettings device;
  private final MACSettings defaults;
  private final Band band;

  CurrentParameters(MacStateInput input) {
    this.input = input;
    this.device = input.settings();
    this.defaults = input.defaults();
    this.band = input.band();
  }

  MACParameters build() {
    MACParameters.Builder parameters =
        MACParameters.newBuilder()
            .setMaxEirp((float) band.maxEirp())
            .setAdrNbTrans(1)
            .setRx1DelayValue(rx1Delay())
            .setRx1DataRateOffsetValue(rx1DataRateOffset())
            .setRx2DataRateIndexValue(rx2DataRateIndex())
            .setRx2Frequency(rx2Frequency())
            .setMaxDutyCycleValue(maxDutyCycle())
            .setPingSlotFrequency(pingSlotFrequency())
            .setBeaconFrequency(beaconFrequency())
            .addAllChannels(new MacChannels(input).current())
            .setAdrAckLimitExponent(adrAckLimitExponent())
            .setAdrAckDelayExponent(adrAckDelayExponent())
            .setPingSlotDataRateIndexValue(pingSlotDataRateIndex());
    if (band.supportsTxParamSetup()) {
      MACSettings uplinks = device.hasUplinkDwellTime() ? device : defaults;
      if (uplinks.hasUplinkDwellTime()) {
        parameters.setUplinkDwellTime(uplinks.getUplinkDwellTime());
      }
      MACSettings downlinks = device.hasDownlinkDwellTime() ? device : defaults;
      if (downlinks.hasDownlinkDwellTime()) {
        parameters.setDownlinkDwellTime(downlinks.getDownlinkDwellTime());
      }
    }
    RelaySettings relay = relay();
    if (relay != null) {
      parameters.setRelay(Relays.parameters(relay, band));
    }
    return parameters.build();
  }

  int rx1Delay() {
    if (device.hasRx1Delay()) {
      return device.getRx1Delay().getValueValue();
    }
    return defaults.hasRx1Delay()
        ? defaults.getRx1Delay().getValueValue()
        : (int) band.receiveDelay1().toSeconds();
  }

  int rx1DataRateOffset() {
    if (device.hasRx1DataRateOffset()) {
      return device.getRx1DataRateOffset().getValueValue();
    }
    return defaults.hasRx1DataRateOffset() ? defaults.getRx1DataRateOffset().getValueValue() : 0;
  }

  int rx2DataRateIndex() {
    if (device.hasRx2DataRateIndex()) {
      return device.getRx2DataRateIndex().getValueValue();
    }
    return defaults.hasRx2DataRateIndex()
        ? defaults.getRx2DataRateIndex().getValueValue()
        : band.rx2().dataRateIndex();
  }

  /**
   * The server never uses its own setting: where it would, it reads the device's instead, which is
   * missing then.
   */
  long rx2Frequency() {
    if (device.getRx2Frequency().getValue() != 0) {
      return device.getRx2Frequency().getValue();
    }
    if (defaults.hasRx2Frequency() && !device.hasRx2Frequency()) {
      throw new RegionalParametersException(
          Reason.UNUSABLE_DEFAULT_RX2_FREQUENCY,
          "The server's default settings have rx2_frequency, and the device's have none: the"
              + " Network Server fails on that instead of using the default. Set"
              + " mac_settings.rx2_frequency of the device.");
    }
    return band.rx2().frequency();
  }

  int maxDutyCycle() {
    if (device.hasMaxDutyCycle()) {
      return device.getMaxDutyCycle().getValueValue();
    }
    return defaults.hasMaxDutyCycle() ? defaults.getMaxDutyCycle().getValueValue() : 0;
  }

  long pingSlotFrequency() {
    if (device.getPingSlotFrequency().getValue() != 0) {
      return device.getPingSlotFrequency().getValue();
    }
    if (defaults.getPingSlotFrequency().getValue() != 0) {
      return defaults.getPingSlotFrequency().getValue();
    }
    return band.fixedPingSlotFrequency().orElse(0);
  }

  /** Unlike for ping slots, a zero default counts: the server then does not ask the band. */
  long beaconFrequency() {
    if (device.getBeaconFrequency().getValue() != 0) {
      return device.getBeaconFrequency().getValue();
    }
    return defaults.hasBeaconFrequency()
        ? defaults.getBeaconFrequency().getValue()
        : band.fixedBeaconFrequency().orElse(0);
  }

  DataRateIndexValue pingSlotDataRateIndex() {
    if (device.hasPingSlotDataRateIndex()) {
      return device.getPingSlotDataRateIndex();
    }
    return defaults.hasPingSlotDataRateIndex()
        ? defaults.getPingSlotDataRateIndex()
        : dataRateIndex(band.beacon().dataRateIndex());
  }

  static DataRateIndexValue dataRateIndex(int index) {
    return DataRateIndexValue.newBuilder().setValueValue(index).build();
  }

  ADRAckLimitExponentValue adrAckLimitExponent() {
    int exponent = Integer.numberOfTrailingZeros(band.adrAckLimit());
    return ADRAckLimitExponentValue.newBuilder().setValueValue(exponent).build();
  }

  ADRAckDelayExponentValue adrAckDelayExponent() {
    int exponent = Integer.numberOfTrailingZeros(band.adrAckDelay());
    return ADRAckDelayExponentValue.newBuilder().setValueValue(exponent).build();
  }

  @Nullable RelaySettings relay() {
    if (device.hasRelay()) {
      return device.getRelay();
    }
    return defaults.hasRelay() ? defaults.getRelay() : null;
  }
}
