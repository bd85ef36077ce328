package io.github.lwmigrate.lorawan;

import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ADRAckDelayExponentValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ADRAckLimitExponentValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BoolValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.DataRateIndexValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RelaySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the server will bring a device to: the device's desired settings, else the frequency plan,
 * else the server's desired settings, else the current value.
 */
final class DesiredParameters {

  /** EIRP in dBm by the index of TxParamSetupReq (LoRaWAN 1.0.2, section 5.8). */
  private static final List<Integer> EIRP =
      List.of(8, 10, 12, 13, 14, 16, 18, 20, 21, 24, 26, 27, 29, 30, 33, 36);

  private final MacStateInput input;
  private final CurrentParameters current;
  private final MACSettings device;
  private final MACSettings defaults;
  private final Band band;
  private final FrequencyPlan plan;

  DesiredParameters(MacStateInput input, CurrentParameters current) {
    this.input = input;
    this.current = current;
    this.device = input.settings();
    this.defaults = input.defaults();
    this.band = input.band();
    this.plan = input.plan();
  }

  MACParameters build() {
    MACParameters.Builder parameters =
        MACParameters.newBuilder()
            .setMaxEirp(maxEirp())
            .setAdrNbTrans(1)
            .setRx1DelayValue(rx1Delay())
            .setRx1DataRateOffsetValue(rx1DataRateOffset())
            .setRx2DataRateIndexValue(rx2DataRateIndex())
            .setRx2Frequency(rx2Frequency())
            .setMaxDutyCycleValue(maxDutyCycle())
            .setPingSlotFrequency(pingSlotFrequency())
            .setBeaconFrequency(beaconFrequency())
            .addAllChannels(new MacChannels(input).desired())
            .setAdrAckLimitExponent(adrAckLimitExponent())
            .setAdrAckDelayExponent(adrAckDelayExponent())
            .setPingSlotDataRateIndexValue(pingSlotDataRateIndex());
    if (band.supportsTxParamSetup()) {
      parameters.setUplinkDwellTime(dwellTime(plan.dwellTime().uplinks()));
      parameters.setDownlinkDwellTime(dwellTime(plan.dwellTime().downlinks()));
    }
    RelaySettings relay = relay();
    if (relay != null) {
      parameters.setRelay(Relays.parameters(relay, band));
    }
    return parameters.build();
  }

  /** The plan can only lower it; the device's setting may exceed the band's limit. */
  private float maxEirp() {
    if (device.hasDesiredMaxEirp()) {
      int index = device.getDesiredMaxEirp().getValueValue();
      if (index < 0 || index >= EIRP.size()) {
        throw new RegionalParametersException(
            Reason.UNKNOWN_MAX_EIRP,
            "mac_settings.desired_max_eirp is "
                + index
                + ", which stands for no power. Use one of DEVICE_EIRP_8 (0) to DEVICE_EIRP_36"
                + " (15).",
            Map.of("desired_max_eirp", Integer.toString(index)));
      }
      return EIRP.get(index);
    }
    float limit = (float) band.maxEirp();
    float wanted = (float) plan.maxEirp().orElse(0);
    return wanted > 0 && wanted < limit ? wanted : limit;
  }

  /** The index of the highest power that is not above this one; 0 below all of them. */
  static int eirpIndex(float eirp) {
    int index = EIRP.size() - 1;
    while (index > 0 && EIRP.get(index) > eirp) {
      index--;
    }
    return index;
  }

  private static BoolValue dwellTime(@Nullable Boolean stated) {
    return BoolValue.newBuilder().setValue(stated == null || stated).build();
  }

  private int rx1Delay() {
    if (device.hasDesiredRx1Delay()) {
      return device.getDesiredRx1Delay().getValueValue();
    }
    return defaults.hasDesiredRx1Delay()
        ? defaults.getDesiredRx1Delay().getValueValue()
        : current.rx1Delay();
  }

  private int rx1DataRateOffset() {
    if (device.hasDesiredRx1DataRateOffset()) {
      return device.getDesiredRx1DataRateOffset().getValueValue();
    }
    return defaults.hasDesiredRx1DataRateOffset()
        ? defaults.getDesiredRx1DataRateOffset().getValueValue()
        : current.rx1DataRateOffset();
  }

  private int rx2DataRateIndex() {
    if (device.hasDesiredRx2DataRateIndex()) {
      return device.getDesiredRx2DataRateIndex().getValueValue();
    }
    OptionalInt planned = plan.rx2DefaultDataRate();
    if (planned.isPresent()) {
      return planned.getAsInt();
    }
    return defaults.hasDesiredRx2DataRateIndex()
        ? defaults.getDesiredRx2DataRateIndex().getValueValue()
        : current.rx2DataRateIndex();
  }

  private long rx2Frequency() {
    if (device.getDesiredRx2Frequency().getValue() != 0) {
      return device.getDesiredRx2Frequency().getValue();
    }
    Optional<PlanChannel> planned = plan.rx2Channel();
    if (planned.isPresent()) {
      return planned.get().frequency();
    }
    return defaults.getDesiredRx2Frequency().getValue() != 0
        ? defaults.getDesiredRx2Frequency().getValue()
        : current.rx2Frequency();
  }

  private int maxDutyCycle() {
    if (device.hasDesiredMaxDutyCycle()) {
      return device.getDesiredMaxDutyCycle().getValueValue();
    }
    return defaults.hasDesiredMaxDutyCycle()
        ? defaults.getDesiredMaxDutyCycle().getValueValue()
        : current.maxDutyCycle();
  }

  private long pingSlotFrequency() {
    if (device.getDesiredPingSlotFrequency().getValue() != 0) {
      return device.getDesiredPingSlotFrequency().getValue();
    }
    long planned = plan.pingSlotChannel().map(PlanChannel::frequency).orElse(0L);
    if (planned != 0) {
      return planned;
    }
    return defaults.getDesiredPingSlotFrequency().getValue() != 0
        ? defaults.getDesiredPingSlotFrequency().getValue()
        : current.pingSlotFrequency();
  }

  private long beaconFrequency() {
    if (device.getDesiredBeaconFrequency().getValue() != 0) {
      return device.getDesiredBeaconFrequency().getValue();
    }
    return defaults.getDesiredBeaconFrequency().getValue() != 0
        ? defaults.getDesiredBeaconFrequency().getValue()
        : current.beaconFrequency();
  }

  private ADRAckLimitExponentValue adrAckLimitExponent() {
    if (device.hasDesiredAdrAckLimitExponent()) {
      return device.getDesiredAdrAckLimitExponent();
    }
    return defaults.hasDesiredAdrAckLimitExponent()
        ? defaults.getDesiredAdrAckLimitExponent()
        : current.adrAckLimitExponent();
  }

  private ADRAckDelayExponentValue adrAckDelayExponent() {
    if (device.hasDesiredAdrAckDelayExponent()) {
      return device.getDesiredAdrAckDelayExponent();
    }
    return defaults.hasDesiredAdrAckDelayExponent()
        ? defaults.getDesiredAdrAckDelayExponent()
        : current.adrAckDelayExponent();
  }

  private DataRateIndexValue pingSlotDataRateIndex() {
    if (device.hasDesiredPingSlotDataRateIndex()) {
      return device.getDesiredPingSlotDataRateIndex();
    }
    OptionalInt planned = plan.pingSlotDefaultDataRate();
    if (planned.isPresent()) {
      return CurrentParameters.dataRateIndex(planned.getAsInt());
    }
    return defaults.hasDesiredPingSlotDataRateIndex()
        ? defaults.getDesiredPingSlotDataRateIndex()
        : current.pingSlotDataRateIndex();
  }

  private @Nullable RelaySettings relay() {
    if (device.hasDesiredRelay()) {
      return device.getDesiredRelay();
    }
    return defaults.hasDesiredRelay() ? defaults.getDesiredRelay() : current.relay();
  }
}
