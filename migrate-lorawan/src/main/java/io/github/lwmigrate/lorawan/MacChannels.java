package io.github.lwmigrate.lorawan;

import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters.Channel;
import java.util.ArrayList;
import java.util.List;

/** The channels of a MAC state. The position in a list is the channel's index. */
final class MacChannels {

  private final MacStateInput input;
  private final Band band;
  private final FrequencyPlan plan;

  MacChannels(MacStateInput input) {
    this.input = input;
    this.band = input.band();
    this.plan = input.plan();
  }

  /** The band's channels and the factory presets. */
  List<Channel> current() {
    return build(defaultChannels());
  }

  /** The same, of which those are enabled that the frequency plan has, and the plan's own. */
  List<Channel> desired() {
    List<Channel.Builder> channels = defaultChannels();
    channels.forEach(channel -> channel.setEnableUplink(false));
    int uplinks = plan.uplinkChannels().size();
    int downlinks = plan.downlinkChannels().size();
    if (downlinks != 0 && downlinks != uplinks) {
      throw inconsistent(
          "the frequency plan has " + uplinks + " uplink and " + downlinks + " downlink channels");
    }
    if (uplinks > band.maxUplinkChannels() || downlinks > band.maxDownlinkChannels()) {
      throw inconsistent("the frequency plan has more channels than the band allows");
    }
    switch (band.cfListType()) {
      case CHANNEL_MASKS -> enableKnown(channels);
      case FREQUENCIES -> enableOrAppend(channels);
    }
    return build(channels);
  }

  private List<Channel.Builder> defaultChannels() {
    checkBand();
    List<Long> presets = presets();
    List<Channel.Builder> channels = new ArrayList<>();
    for (BandChannel uplink : band.uplinkChannels()) {
      int index = channels.size() % band.downlinkChannels().size();
      Channel.Builder channel =
          channel(
              uplink.frequency(),
              band.downlinkChannels().get(index).frequency(),
              uplink.minDataRate(),
              uplink.maxDataRate());
      channels.add(channel.setEnableUplink(!input.multicast() && presets.isEmpty()));
    }
    for (long frequency : presets) {
      if (!enable(channels, frequency) && band.cfListType() == CfListType.FREQUENCIES) {
        Channel.Builder channel = channel(frequency, frequency, 0, band.maxAdrDataRateIndex());
        channels.add(channel.setEnableUplink(!input.multicast()));
      }
    }
    return channels;
  }

  private void checkBand() {
    int uplinks = band.uplinkChannels().size();
    int downlinks = band.downlinkChannels().size();
    if (downlinks > uplinks
        || uplinks > band.maxUplinkChannels()
        || downlinks > band.maxDownlinkChannels()) {
      throw inconsistent("band " + band + " has more channels than it allows");
    }
  }

  private List<Long> presets() {
    return input.settings().getFactoryPresetFrequenciesCount() > 0
        ? input.settings().getFactoryPresetFrequenciesList()
        : input.defaults().getFactoryPresetFrequenciesList();
  }

  /** A multicast group only ever listens. */
  private Channel.Builder channel(
      long uplinkFrequency, long downlinkFrequency, int minDataRate, int maxDataRate) {
    Channel.Builder channel = Channel.newBuilder().setDownlinkFrequency(downlinkFrequency);
    if (!input.multicast()) {
      channel
          .setUplinkFrequency(uplinkFrequency)
          .setMinDataRateIndexValue(minDataRate)
          .setMaxDataRateIndexValue(maxDataRate);
    }
    return channel;
  }

  private void enableKnown(List<Channel.Builder> channels) {
    plan.uplinkChannels().forEach(planned -> enable(channels, planned.frequency()));
    plan.loraStandardChannel().ifPresent(planned -> enable(channels, planned.frequency()));
  }

  private void enableOrAppend(List<Channel.Builder> channels) {
    for (int i = 0; i < plan.uplinkChannels().size(); i++) {
      PlanChannel planned = plan.uplinkChannels().get(i);
      int known = indexOf(channels, planned.frequency());
      if (known >= 0) {
        channels
            .get(known)
            .setMinDataRateIndexValue(planned.minDataRate())
            .setMaxDataRateIndexValue(planned.maxDataRate())
            .setEnableUplink(true);
      } else {
        long downlinkFrequency =
            plan.downlinkChannels().isEmpty()
                ? planned.frequency()
                : plan.downlinkChannels().get(i).frequency();
        Channel.Builder channel =
            channel(
                planned.frequency(),
                downlinkFrequency,
                planned.minDataRate(),
                planned.maxDataRate());
        channels.add(channel.setEnableUplink(true));
      }
    }
  }

  private static boolean enable(List<Channel.Builder> channels, long frequency) {
    int known = indexOf(channels, frequency);
    if (known >= 0) {
      channels.get(known).setEnableUplink(true);
    }
    return known >= 0;
  }

  private static int indexOf(List<Channel.Builder> channels, long uplinkFrequency) {
    for (int i = 0; i < channels.size(); i++) {
      if (channels.get(i).getUplinkFrequency() == uplinkFrequency) {
        return i;
      }
    }
    return -1;
  }

  private static List<Channel> build(List<Channel.Builder> channels) {
    return channels.stream().map(Channel.Builder::build).toList();
  }

  private RegionalParametersException inconsistent(String what) {
    return new RegionalParametersException(
        Reason.INCONSISTENT_CHANNELS,
        "There is no MAC state for frequency plan "
            + plan.id()
            + ", on which the Network Server fails too: "
            + what
            + ". Correct the frequency plan, or give the device another one.");
  }
}
