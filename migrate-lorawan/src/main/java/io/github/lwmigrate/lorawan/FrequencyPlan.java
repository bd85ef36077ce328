package io.github.lwmigrate.lorawan;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a network makes of a band: its channels and limits, in the terms of The Things Stack.
 * Complete: what a plan takes from the plan it extends is in it. What it leaves open is the band's.
 * Sections are those of RP001 1.0.3 revision A, see the description of this package.
 *
 * <p>Look plans up with {@link FrequencyPlans}, or make one with {@link #builder}. Immutable and
 * safe for use by several threads.
 */
public final class FrequencyPlan {

  private final String id;
  private final String bandId;
  private final List<PlanChannel> uplinkChannels;
  private final List<PlanChannel> downlinkChannels;
  private final @Nullable SingleRateChannel loraStandardChannel;
  private final @Nullable SingleRateChannel fskChannel;
  private final @Nullable PlanChannel rx2Channel;
  private final @Nullable Integer rx2DefaultDataRate;
  private final @Nullable PlanChannel pingSlotChannel;
  private final @Nullable Integer pingSlotDefaultDataRate;
  private final @Nullable Double maxEirp;
  private final List<SubBand> subBands;
  private final DwellTime dwellTime;
  private final @Nullable TimeOffAir timeOffAir;
  private final @Nullable ListenBeforeTalk listenBeforeTalk;
  private final List<Radio> radios;
  private final int clockSource;

  private FrequencyPlan(Builder builder) {
    this.id = builder.id;
    this.bandId = builder.bandId;
    this.uplinkChannels = builder.uplinkChannels;
    this.downlinkChannels = builder.downlinkChannels;
    this.loraStandardChannel = builder.loraStandardChannel;
    this.fskChannel = builder.fskChannel;
    this.rx2Channel = builder.rx2Channel;
    this.rx2DefaultDataRate = builder.rx2DefaultDataRate;
    this.pingSlotChannel = builder.pingSlotChannel;
    this.pingSlotDefaultDataRate = builder.pingSlotDefaultDataRate;
    this.maxEirp = builder.maxEirp;
    this.subBands = builder.subBands;
    this.dwellTime = builder.dwellTime;
    this.timeOffAir = builder.timeOffAir;
    this.listenBeforeTalk = builder.listenBeforeTalk;
    this.radios = builder.radios;
    this.clockSource = builder.clockSource;
  }

  /**
   * Starts a plan that leaves everything to its band.
   *
   * @param id the plan's id
   * @param bandId id of the band, see {@link Bands}
   * @return a builder
   */
  public static Builder builder(String id, String bandId) {
    return new Builder(id, bandId);
  }

  /**
   * The plan's id, as devices name it in {@code frequency_plan_id}.
   *
   * @return for example {@code EU_863_870_TTN}
   */
  public String id() {
    return id;
  }

  /**
   * The band it belongs to.
   *
   * @return an id for {@link Bands}
   */
  public String bandId() {
    return bandId;
  }

  /**
   * The channels for uplinks (a network's choice within section 2.x.2; frequencies in Hz).
   *
   * @return channels in the plan's order; unmodifiable
   */
  public List<PlanChannel> uplinkChannels() {
    return uplinkChannels;
  }

  /**
   * The channels for RX1, parallel to the uplink channels (section 2.x.7; frequencies in Hz).
   *
   * @return channels in the plan's order; empty where downlinks follow from the uplink channel;
   *     unmodifiable
   */
  public List<PlanChannel> downlinkChannels() {
    return downlinkChannels;
  }

  /**
   * The wide LoRa channel of the gateways, for a data rate of 250 or 500 kHz (section 2.x.3).
   *
   * @return the channel; empty if there is none
   */
  public Optional<SingleRateChannel> loraStandardChannel() {
    return Optional.ofNullable(loraStandardChannel);
  }

  /**
   * The FSK channel of the gateways (section 2.x.3).
   *
   * @return the channel; empty if there is none
   */
  public Optional<SingleRateChannel> fskChannel() {
    return Optional.ofNullable(fskChannel);
  }

  /**
   * Where devices shall listen in RX2 (section 2.x.7; frequency in Hz).
   *
   * @return a channel of which the frequency counts; empty for the band's
   */
  public Optional<PlanChannel> rx2Channel() {
    return Optional.ofNullable(rx2Channel);
  }

  /**
   * The data rate devices shall use in RX2 (section 2.x.7).
   *
   * @return data rate index; empty for the band's
   */
  public OptionalInt rx2DefaultDataRate() {
    return optional(rx2DefaultDataRate);
  }

  /**
   * Where class B ping slots shall be (section 2.x.8; frequency in Hz).
   *
   * @return a channel of which the frequency counts; empty for the band's
   */
  public Optional<PlanChannel> pingSlotChannel() {
    return Optional.ofNullable(pingSlotChannel);
  }

  /**
   * The data rate of class B ping slots (section 2.x.8).
   *
   * @return data rate index; empty for the band's
   */
  public OptionalInt pingSlotDefaultDataRate() {
    return optional(pingSlotDefaultDataRate);
  }

  /**
   * The highest power of devices (section 2.x.3, MaxEIRP, which it can only lower).
   *
   * @return dBm EIRP; empty for the band's
   */
  public OptionalDouble maxEirp() {
    return maxEirp == null ? OptionalDouble.empty() : OptionalDouble.of(maxEirp);
  }

  /**
   * Parts of the band with limits of their own, by regulation rather than by the regional
   * parameters (frequencies in Hz, powers in dBm EIRP).
   *
   * @return sub-bands in the plan's order; empty for the band's own; unmodifiable
   */
  public List<SubBand> subBands() {
    return subBands;
  }

  /**
   * The sub-band of a frequency.
   *
   * @param frequency in Hz
   * @return the plan's first sub-band that contains it; empty outside all of them
   */
  public Optional<SubBand> subBand(long frequency) {
    return subBands.stream().filter(subBand -> subBand.contains(frequency)).findFirst();
  }

  /**
   * The dwell time limits devices shall keep (section 2.x.3, TxParamSetupReq).
   *
   * @return the limits; with null members where the plan states nothing
   */
  public DwellTime dwellTime() {
    return dwellTime;
  }

  /**
   * How long gateways stay silent after sending.
   *
   * @return the pause; empty for none
   */
  public Optional<TimeOffAir> timeOffAir() {
    return Optional.ofNullable(timeOffAir);
  }

  /**
   * How gateways listen before they send.
   *
   * @return the settings; empty if they do not
   */
  public Optional<ListenBeforeTalk> listenBeforeTalk() {
    return Optional.ofNullable(listenBeforeTalk);
  }

  /**
   * The radios of the gateways.
   *
   * @return radios by index; unmodifiable
   */
  public List<Radio> radios() {
    return radios;
  }

  /**
   * The radio that gives gateways their clock.
   *
   * @return index of a radio
   */
  public int clockSource() {
    return clockSource;
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** Two plans are equal if every value is. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FrequencyPlan that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, bandId);
  }

  private List<Object> values() {
    return List.of(
        id,
        bandId,
        uplinkChannels,
        downlinkChannels,
        loraStandardChannel(),
        fskChannel(),
        rx2Channel(),
        rx2DefaultDataRate(),
        pingSlotChannel(),
        pingSlotDefaultDataRate(),
        maxEirp(),
        subBands,
        dwellTime,
        timeOffAir(),
        listenBeforeTalk(),
        radios,
        clockSource);
  }

  /** The plan's id. */
  @Override
  public String toString() {
    return id;
  }

  /**
   * Collects the values of a plan. What is not given is left to the band: no channels, no limits.
   * Not safe for use by several threads.
   */
  public static final class Builder {
    private final String id;
    private final String bandId;
    private List<PlanChannel> uplinkChannels = List.of();
    private List<PlanChannel> downlinkChannels = List.of();
    private @Nullable SingleRateChannel loraStandardChannel;
    private @Nullable SingleRateChannel fskChannel;
    private @Nullable PlanChannel rx2Channel;
    private @Nullable Integer rx2DefaultDataRate;
    private @Nullable PlanChannel pingSlotChannel;
    private @Nullable Integer pingSlotDefaultDataRate;
    private @Nullable Double maxEirp;
    private List<SubBand> subBands = List.of();
    private DwellTime dwellTime = DwellTime.UNSTATED;
    private @Nullable TimeOffAir timeOffAir;
    private @Nullable ListenBeforeTalk listenBeforeTalk;
    private List<Radio> radios = List.of();
    private int clockSource;

    private Builder(String id, String bandId) {
      this.id = id;
      this.bandId = bandId;
    }

    /**
     * Sets the channels for uplinks.
     *
     * @param channels in the plan's order
     * @return this builder
     */
    public Builder uplinkChannels(List<PlanChannel> channels) {
      this.uplinkChannels = List.copyOf(channels);
      return this;
    }

    /**
     * Sets the channels for RX1.
     *
     * @param channels parallel to the uplink channels
     * @return this builder
     */
    public Builder downlinkChannels(List<PlanChannel> channels) {
      this.downlinkChannels = List.copyOf(channels);
      return this;
    }

    /**
     * Sets the wide LoRa channel.
     *
     * @param channel the channel
     * @return this builder
     */
    public Builder loraStandardChannel(SingleRateChannel channel) {
      this.loraStandardChannel = channel;
      return this;
    }

    /**
     * Sets the FSK channel.
     *
     * @param channel the channel
     * @return this builder
     */
    public Builder fskChannel(SingleRateChannel channel) {
      this.fskChannel = channel;
      return this;
    }

    /**
     * Sets where devices listen in RX2.
     *
     * @param channel a channel of which the frequency counts
     * @return this builder
     */
    public Builder rx2Channel(PlanChannel channel) {
      this.rx2Channel = channel;
      return this;
    }

    /**
     * Sets the data rate of RX2.
     *
     * @param index data rate index
     * @return this builder
     */
    public Builder rx2DefaultDataRate(int index) {
      this.rx2DefaultDataRate = index;
      return this;
    }

    /**
     * Sets where class B ping slots are.
     *
     * @param channel a channel of which the frequency counts
     * @return this builder
     */
    public Builder pingSlotChannel(PlanChannel channel) {
      this.pingSlotChannel = channel;
      return this;
    }

    /**
     * Sets the data rate of class B ping slots.
     *
     * @param index data rate index
     * @return this builder
     */
    public Builder pingSlotDefaultDataRate(int index) {
      this.pingSlotDefaultDataRate = index;
      return this;
    }

    /**
     * Sets the highest power of devices.
     *
     * @param dBm EIRP in dBm
     * @return this builder
     */
    public Builder maxEirp(double dBm) {
      this.maxEirp = dBm;
      return this;
    }

    /**
     * Sets the parts with limits of their own.
     *
     * @param subBands in the plan's order
     * @return this builder
     */
    public Builder subBands(List<SubBand> subBands) {
      this.subBands = List.copyOf(subBands);
      return this;
    }

    /**
     * Sets the dwell time limits of devices.
     *
     * @param dwellTime the limits
     * @return this builder
     */
    public Builder dwellTime(DwellTime dwellTime) {
      this.dwellTime = dwellTime;
      return this;
    }

    /**
     * Sets how long gateways stay silent after sending.
     *
     * @param timeOffAir the pause
     * @return this builder
     */
    public Builder timeOffAir(TimeOffAir timeOffAir) {
      this.timeOffAir = timeOffAir;
      return this;
    }

    /**
     * Sets how gateways listen before they send.
     *
     * @param listenBeforeTalk the settings
     * @return this builder
     */
    public Builder listenBeforeTalk(ListenBeforeTalk listenBeforeTalk) {
      this.listenBeforeTalk = listenBeforeTalk;
      return this;
    }

    /**
     * Sets the radios of gateways.
     *
     * @param radios by index
     * @return this builder
     */
    public Builder radios(List<Radio> radios) {
      this.radios = List.copyOf(radios);
      return this;
    }

    /**
     * Sets the radio that gives gateways their clock.
     *
     * @param radio index of a radio
     * @return this builder
     */
    public Builder clockSource(int radio) {
      this.clockSource = radio;
      return this;
    }

    /**
     * Makes the plan.
     *
     * @return the plan
     */
    public FrequencyPlan build() {
      return new FrequencyPlan(this);
    }
  }
}
