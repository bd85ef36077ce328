package io.github.lwmigrate.check;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.lorawan.FrequencyPlan;
import io.github.lwmigrate.lorawan.PlanChannel;
import io.github.lwmigrate.lorawan.SingleRateChannel;
import io.github.lwmigrate.proto.ttn.lorawan.v3.DataRateIndex;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the target takes although the frequency plan is probably not that of the device. */
final class PlanAdvice {
  private static final String PLAN_ID = "frequency_plan_id";
  private static final String EU = "EU_863_870";
  private static final String EU_TTN = "EU_863_870_TTN";

  private static final Finding NOT_TTN =
      euVariant(
          "The device listens in its second receive window at data rate 3, as EU_863_870_TTN has"
              + " it, but its plan is EU_863_870.",
          "Use the plan EU_863_870_TTN unless the device was given this data rate on purpose.");
  private static final Finding TTN =
      euVariant(
          "The device listens in its second receive window at data rate 0 and is to stay there, as"
              + " EU_863_870 has it, but its plan is EU_863_870_TTN.",
          "Use the plan EU_863_870 unless the device was given this data rate on purpose.");

  private PlanAdvice() {}

  static void check(EndDevice device, FrequencyPlan plan, Consumer<? super Finding> findings) {
    checkRange(device, plan, findings);
    if (!plan.uplinkChannels().isEmpty()) {
      checkChannels(device, plan, findings);
    }
    if (device.hasMacState()) {
      checkSecondWindow(
          device,
          plan,
          device.getMacState().getCurrentParameters(),
          device.getMacState().getDesiredParameters(),
          findings);
    }
  }

  /**
   * Current channels say nothing: a device starts with those of its band, and the network brings it
   * to the desired ones.
   */
  private static void checkChannels(
      EndDevice device, FrequencyPlan plan, Consumer<? super Finding> findings) {
    Set<Long> planned =
        Stream.concat(
                plan.uplinkChannels().stream().map(PlanChannel::frequency),
                plan.loraStandardChannel().stream().map(SingleRateChannel::frequency))
            .collect(Collectors.toSet());
    if (!uplinks(device.getMacState().getDesiredParameters()).allMatch(planned::contains)) {
      findings.accept(
          channels(
              "mac_state.desired_parameters.channels",
              "The device is to transmit on channels that frequency plan "
                  + plan
                  + " does not have; gateways with this plan do not hear these.",
              "Use the frequency plan that the device's gateways have at the target; if this is it,"
                  + " leave the MAC state out or reset the device."));
    }
    List<Long> presets = device.getMacSettings().getFactoryPresetFrequenciesList();
    if (!presets.isEmpty() && presets.stream().noneMatch(planned::contains)) {
      findings.accept(
          channels(
              "mac_settings.factory_preset_frequencies",
              "The device is made for no channel of frequency plan "
                  + plan
                  + ", so gateways with this plan do not hear it.",
              "Use the frequency plan that the device was made for, or correct the frequencies."));
    }
  }

  private static Stream<Long> uplinks(MACParameters parameters) {
    return parameters.getChannelsList().stream()
        .filter(channel -> channel.getEnableUplink() && channel.getUplinkFrequency() != 0)
        .map(MACParameters.Channel::getUplinkFrequency);
  }

  /** Zero means that the maker states no limit. */
  private static void checkRange(
      EndDevice device, FrequencyPlan plan, Consumer<? super Finding> findings) {
    long min = device.getMinFrequency();
    long max = device.getMaxFrequency();
    boolean below =
        min != 0 && plan.uplinkChannels().stream().anyMatch(channel -> channel.frequency() < min);
    boolean above =
        max != 0 && plan.uplinkChannels().stream().anyMatch(channel -> channel.frequency() > max);
    if (below || above) {
      findings.accept(
          new Finding(
              Severity.WARNING,
              FindingCodes.FREQUENCY_PLAN_OUT_OF_RANGE,
              below ? "min_frequency" : "max_frequency",
              "Frequency plan " + plan + " has channels outside the range the device is made for.",
              "Use a frequency plan of the region the device was made for, or correct the range."));
    }
  }

  /** Both plans have the same channels: the data rate of this window tells them apart. */
  private static void checkSecondWindow(
      EndDevice device,
      FrequencyPlan plan,
      MACParameters current,
      MACParameters desired,
      Consumer<? super Finding> findings) {
    if (plan.id().equals(EU)
        && current.getRx2DataRateIndex() == DataRateIndex.DATA_RATE_3
        && !device.getMacSettings().hasRx2DataRateIndex()) {
      findings.accept(NOT_TTN);
    }
    if (plan.id().equals(EU_TTN)
        && current.getRx2DataRateIndex() == DataRateIndex.DATA_RATE_0
        && desired.getRx2DataRateIndex() == DataRateIndex.DATA_RATE_0
        && !device.getMulticast()
        && !device.getMacSettings().hasDesiredRx2DataRateIndex()) {
      findings.accept(TTN);
    }
  }

  private static Finding euVariant(String message, String remedy) {
    return new Finding(
        Severity.WARNING, FindingCodes.EU_FREQUENCY_PLAN_VARIANT, PLAN_ID, message, remedy);
  }

  private static Finding channels(String field, String message, String remedy) {
    return new Finding(Severity.WARNING, FindingCodes.CHANNELS_NOT_OF_PLAN, field, message, remedy);
  }
}
