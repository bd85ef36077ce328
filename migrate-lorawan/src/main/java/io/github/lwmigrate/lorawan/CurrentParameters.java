package io.github.lwmigrate.lorawan;

import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ADRAckDelayExponentValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ADRAckLimitExponentValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.DataRateIndexValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RelaySettings;
import java.util.Optional;

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
      input
          .setting(MACSettings::hasUplinkDwellTime, MACSettings::getUplinkDwellTime)
          .ifPresent(parameters::setUplinkDwellTime);
      input
          .setting(MACSettings::hasDownlinkDwellTime, MACSettings::getDownlinkDwellTime)
          .ifPresent(parameters::setDownlinkDwellTime);
    }
    relay().ifPresent(settings -> parameters.setRelay(Relays.parameters(settings, band)));
    return parameters.build();
  }

  int rx1Delay() {
    return input
        .setting(MACSettings::hasRx1Delay, MACSettings::getRx1Delay)
        .map(delay -> delay.getValueValue())
        .orElseGet(() -> (int) band.receiveDelay1().toSeconds());
  }

  int rx1DataRateOffset() {
    return input
        .setting(MACSettings::hasRx1DataRateOffset, MACSettings::getRx1DataRateOffset)
        .map(offset -> offset.getValueValue())
        .orElse(0);
  }

  int rx2DataRateIndex() {
    return input
        .setting(MACSettings::hasRx2DataRateIndex, MACSettings::getRx2DataRateIndex)
        .map(index -> index.getValueValue())
        .orElseGet(() -> band.rx2().dataRateIndex());
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
    return input
        .setting(MACSettings::hasMaxDutyCycle, MACSettings::getMaxDutyCycle)
        .map(dutyCycle -> dutyCycle.getValueValue())
        .orElse(0);
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
    return input
        .setting(MACSettings::hasPingSlotDataRateIndex, MACSettings::getPingSlotDataRateIndex)
        .orElseGet(() -> dataRateIndex(band.beacon().dataRateIndex()));
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

  Optional<RelaySettings> relay() {
    return input.setting(MACSettings::hasRelay, MACSettings::getRelay);
  }
}
