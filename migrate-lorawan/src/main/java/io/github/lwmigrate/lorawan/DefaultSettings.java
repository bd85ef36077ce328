package io.github.lwmigrate.lorawan;

import com.google.protobuf.Duration;
import com.google.protobuf.FloatValue;
import com.google.protobuf.UInt32Value;
import io.github.lwmigrate.proto.ttn.lorawan.v3.AggregatedDutyCycleValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BoolValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.DataRateIndexValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.DataRateOffsetValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.DeviceEIRPValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.FrequencyValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RxDelayValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ZeroableFrequencyValue;

/** The settings of a device that has none: what its parameters become, as settings. */
final class DefaultSettings {
  private static final Duration CLASS_B_TIMEOUT = Duration.newBuilder().setSeconds(600).build();
  private static final Duration CLASS_C_TIMEOUT = Duration.newBuilder().setSeconds(300).build();
  private static final Duration STATUS_TIME = Duration.newBuilder().setSeconds(86_400).build();
  private static final int STATUS_COUNT = 200;
  private static final float ADR_MARGIN = 15;

  private DefaultSettings() {}

  static MACSettings of(MacStateInput input) {
    MACSettings defaults = input.defaults();
    MACParameters current = MacStates.currentParameters(input);
    MACParameters desired = MacStates.desiredParameters(input);
    MACSettings.Builder settings =
        withParameters(current, desired)
            .setClassBTimeout(
                defaults.hasClassBTimeout() ? defaults.getClassBTimeout() : CLASS_B_TIMEOUT)
            .setClassCTimeout(
                defaults.hasClassCTimeout() ? defaults.getClassCTimeout() : CLASS_C_TIMEOUT)
            .setStatusTimePeriodicity(
                defaults.hasStatusTimePeriodicity()
                    ? defaults.getStatusTimePeriodicity()
                    : STATUS_TIME)
            .setStatusCountPeriodicity(
                defaults.hasStatusCountPeriodicity()
                    ? defaults.getStatusCountPeriodicity()
                    : UInt32Value.of(STATUS_COUNT))
            .setAdrMargin(
                defaults.hasAdrMargin() ? defaults.getAdrMargin() : FloatValue.of(ADR_MARGIN))
            .setUseAdr(
                flag(
                    input.band().supportsDynamicAdr()
                        && (!defaults.hasUseAdr() || defaults.getUseAdr().getValue())))
            .setSupports32BitFCnt(
                flag(
                    !defaults.hasSupports32BitFCnt() || defaults.getSupports32BitFCnt().getValue()))
            .setResetsFCnt(flag(defaults.getResetsFCnt().getValue()))
            .setScheduleDownlinks(
                flag(
                    !defaults.hasScheduleDownlinks()
                        || defaults.getScheduleDownlinks().getValue()));
    if (defaults.hasPingSlotPeriodicity()) {
      settings.setPingSlotPeriodicity(defaults.getPingSlotPeriodicity());
    }
    if (defaults.hasRelay()) {
      settings.setRelay(defaults.getRelay());
    }
    if (defaults.hasRelay() || defaults.hasDesiredRelay()) {
      settings.setDesiredRelay(
          defaults.hasDesiredRelay() ? defaults.getDesiredRelay() : defaults.getRelay());
    }
    return settings.build();
  }

  private static MACSettings.Builder withParameters(MACParameters current, MACParameters desired) {
    MACSettings.Builder settings =
        MACSettings.newBuilder()
            .setRx1Delay(RxDelayValue.newBuilder().setValue(current.getRx1Delay()))
            .setDesiredRx1Delay(RxDelayValue.newBuilder().setValue(desired.getRx1Delay()))
            .setRx1DataRateOffset(
                DataRateOffsetValue.newBuilder().setValue(current.getRx1DataRateOffset()))
            .setDesiredRx1DataRateOffset(
                DataRateOffsetValue.newBuilder().setValue(desired.getRx1DataRateOffset()))
            .setRx2DataRateIndex(
                DataRateIndexValue.newBuilder().setValue(current.getRx2DataRateIndex()))
            .setDesiredRx2DataRateIndex(
                DataRateIndexValue.newBuilder().setValue(desired.getRx2DataRateIndex()))
            .setRx2Frequency(FrequencyValue.newBuilder().setValue(current.getRx2Frequency()))
            .setDesiredRx2Frequency(FrequencyValue.newBuilder().setValue(desired.getRx2Frequency()))
            .setMaxDutyCycle(
                AggregatedDutyCycleValue.newBuilder().setValue(current.getMaxDutyCycle()))
            .setDesiredMaxDutyCycle(
                AggregatedDutyCycleValue.newBuilder().setValue(desired.getMaxDutyCycle()))
            .setPingSlotDataRateIndex(current.getPingSlotDataRateIndexValue())
            .setDesiredPingSlotDataRateIndex(desired.getPingSlotDataRateIndexValue())
            .setPingSlotFrequency(frequency(current.getPingSlotFrequency()))
            .setDesiredPingSlotFrequency(frequency(desired.getPingSlotFrequency()))
            .setBeaconFrequency(frequency(current.getBeaconFrequency()))
            .setDesiredBeaconFrequency(frequency(desired.getBeaconFrequency()))
            .setDesiredAdrAckLimitExponent(desired.getAdrAckLimitExponent())
            .setDesiredAdrAckDelayExponent(desired.getAdrAckDelayExponent())
            .setDesiredMaxEirp(
                DeviceEIRPValue.newBuilder()
                    .setValueValue(DesiredParameters.eirpIndex(desired.getMaxEirp())));
    if (current.hasUplinkDwellTime()) {
      settings.setUplinkDwellTime(current.getUplinkDwellTime());
    }
    if (current.hasDownlinkDwellTime()) {
      settings.setDownlinkDwellTime(current.getDownlinkDwellTime());
    }
    return settings;
  }

  private static ZeroableFrequencyValue frequency(long hertz) {
    return ZeroableFrequencyValue.newBuilder().setValue(hertz).build();
  }

  private static BoolValue flag(boolean value) {
    return BoolValue.newBuilder().setValue(value).build();
  }
}
