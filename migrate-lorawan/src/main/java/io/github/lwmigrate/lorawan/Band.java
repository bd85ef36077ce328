package io.github.lwmigrate.lorawan;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * What one edition of the regional parameters says of one band, as The Things Stack implements it.
 * Look it up with {@link Bands}. Immutable and safe for use by several threads.
 *
 * <p>Sections are those of RP001 1.0.3 revision A, see the description of this package.
 */
public final class Band {

  private final String id;
  private final PhyVersion version;
  private final double maxEirp;
  private final List<Double> txPowerOffsets;
  private final Duration receiveDelay1;
  private final Duration receiveDelay2;
  private final Duration joinAcceptDelay1;
  private final Duration joinAcceptDelay2;
  private final Duration minRetransmitTimeout;
  private final Duration maxRetransmitTimeout;
  private final int maxFrameCounterGap;
  private final int adrAckLimit;
  private final int adrAckDelay;
  private final int maxAdrDataRateIndex;
  private final boolean supportsDynamicAdr;
  private final int frequencyStep;
  private final CfListType cfListType;
  private final boolean implementsCfList;
  private final int maxUplinkChannels;
  private final int maxDownlinkChannels;
  private final List<BandChannel> uplinkChannels;
  private final List<BandChannel> downlinkChannels;
  private final int rx1ChannelModulo;
  private final Rx1DataRates rx1DataRates;
  private final ReceiveWindow rx2;
  private final Beacon beacon;
  private final List<Long> pingSlotFrequencies;
  private final boolean supportsTxParamSetup;
  private final DwellTime bootDwellTime;
  private final boolean strictCodingRate;
  private final List<SubBand> subBands;
  private final RelayDefaults relay;
  private final SortedMap<Integer, DataRate> dataRates;

  Band(String id, PhyVersion version, BandEntry entry, Rx1DataRates rx1DataRates) {
    this.id = id;
    this.version = version;
    this.rx1DataRates = rx1DataRates;
    this.maxEirp = entry.number("max-eirp", 1);
    this.txPowerOffsets = entry.numbers("tx-power-offsets");
    this.receiveDelay1 = entry.seconds("receive-delays", 1);
    this.receiveDelay2 = entry.seconds("receive-delays", 2);
    this.joinAcceptDelay1 = entry.seconds("join-accept-delays", 1);
    this.joinAcceptDelay2 = entry.seconds("join-accept-delays", 2);
    this.minRetransmitTimeout = entry.seconds("retransmit-timeout", 1);
    this.maxRetransmitTimeout = entry.seconds("retransmit-timeout", 2);
    this.maxFrameCounterGap = entry.integer("max-fcnt-gap", 1);
    this.adrAckLimit = entry.integer("adr-ack", 1);
    this.adrAckDelay = entry.integer("adr-ack", 2);
    this.maxAdrDataRateIndex = entry.integer("max-adr-data-rate", 1);
    this.supportsDynamicAdr = entry.flag("dynamic-adr", 1);
    this.frequencyStep = entry.integer("frequency-step", 1);
    this.cfListType = CfListType.valueOf(entry.text("cf-list", 1));
    this.implementsCfList = entry.flag("cf-list", 2);
    this.maxUplinkChannels = entry.integer("max-channels", 1);
    this.maxDownlinkChannels = entry.integer("max-channels", 2);
    this.uplinkChannels = entry.channels("uplink-channels");
    this.downlinkChannels = entry.channels("downlink-channels");
    this.rx1ChannelModulo = entry.integerOrZero("rx1-channel-modulo", 1);
    this.rx2 = new ReceiveWindow(entry.frequency("rx2", 1), entry.integer("rx2", 2));
    this.beacon =
        new Beacon(
            entry.integer("beacon", 1), entry.text("beacon", 2), entry.frequencies("beacon", 3));
    this.pingSlotFrequencies = entry.frequencies("ping-slot", 1);
    this.supportsTxParamSetup = entry.flag("tx-param-setup", 1);
    this.bootDwellTime =
        new DwellTime(
            entry.optionalFlag("boot-dwell-time", 1),
            entry.optionalFlag("boot-dwell-time", 2),
            null);
    this.strictCodingRate = entry.flag("strict-coding-rate", 1);
    this.subBands = entry.subBands("sub-bands");
    this.relay = entry.relay("relay");
    this.dataRates = entry.dataRates();
  }

  /**
   * The band's id.
   *
   * @return for example {@code EU_863_870}
   */
  public String id() {
    return id;
  }

  /**
   * The edition of the regional parameters this object follows.
   *
   * @return the edition
   */
  public PhyVersion version() {
    return version;
  }

  /**
   * The highest power of devices, MaxEIRP (section 2.x.3).
   *
   * @return dBm EIRP
   */
  public double maxEirp() {
    return maxEirp;
  }

  /**
   * What each TX power index means (section 2.x.3, TXPower).
   *
   * @return dB to add to the device's maximum EIRP, by index from 0; zero or negative
   */
  public List<Double> txPowerOffsets() {
    return txPowerOffsets;
  }

  /**
   * The highest TX power index.
   *
   * @return the last index of {@link #txPowerOffsets()}
   */
  public int maxTxPowerIndex() {
    return txPowerOffsets.size() - 1;
  }

  /**
   * Time from the end of an uplink to RX1, RECEIVE_DELAY1 (section 2.x.9, default settings).
   *
   * @return whole seconds
   */
  public Duration receiveDelay1() {
    return receiveDelay1;
  }

  /**
   * Time from the end of an uplink to RX2, RECEIVE_DELAY2 (section 2.x.9).
   *
   * @return one second more than {@link #receiveDelay1()}
   */
  public Duration receiveDelay2() {
    return receiveDelay2;
  }

  /**
   * Time from the end of a join-request to RX1, JOIN_ACCEPT_DELAY1 (section 2.x.9).
   *
   * @return whole seconds
   */
  public Duration joinAcceptDelay1() {
    return joinAcceptDelay1;
  }

  /**
   * Time from the end of a join-request to RX2, JOIN_ACCEPT_DELAY2 (section 2.x.9).
   *
   * @return whole seconds
   */
  public Duration joinAcceptDelay2() {
    return joinAcceptDelay2;
  }

  /**
   * The shortest time before an unacknowledged uplink is repeated, of ACK_TIMEOUT, later
   * RETRANSMIT_TIMEOUT (section 2.x.9).
   *
   * @return whole seconds
   */
  public Duration minRetransmitTimeout() {
    return minRetransmitTimeout;
  }

  /**
   * The longest time before an unacknowledged uplink is repeated (section 2.x.9).
   *
   * @return whole seconds
   */
  public Duration maxRetransmitTimeout() {
    return maxRetransmitTimeout;
  }

  /**
   * The widest jump of a frame counter that is accepted, MAX_FCNT_GAP (section 2.x.9).
   *
   * @return number of frames
   */
  public int maxFrameCounterGap() {
    return maxFrameCounterGap;
  }

  /**
   * Uplinks after which a device with ADR asks for an answer, ADR_ACK_LIMIT (section 2.x.9).
   *
   * @return number of uplinks, a power of two
   */
  public int adrAckLimit() {
    return adrAckLimit;
  }

  /**
   * Further uplinks without an answer after which it lowers its data rate, ADR_ACK_DELAY (section
   * 2.x.9).
   *
   * @return number of uplinks, a power of two
   */
  public int adrAckDelay() {
    return adrAckDelay;
  }

  /**
   * The highest data rate that adaptive data rate uses (section 2.x.3; a choice of The Things
   * Stack).
   *
   * @return data rate index; 0 where the band has no ADR
   */
  public int maxAdrDataRateIndex() {
    return maxAdrDataRateIndex;
  }

  /**
   * Whether the network may adapt data rate and power by itself (a choice of The Things Stack).
   *
   * @return true for every band of the regional parameters
   */
  public boolean supportsDynamicAdr() {
    return supportsDynamicAdr;
  }

  /**
   * The unit of frequencies in MAC commands and CFLists (section 2.x.4).
   *
   * @return Hz
   */
  public int frequencyStep() {
    return frequencyStep;
  }

  /**
   * What the channel list of a join-accept would hold: the kind of channel plan (section 2.x.4).
   *
   * @return the type, also where {@link #implementsCfList()} is false
   */
  public CfListType cfListType() {
    return cfListType;
  }

  /**
   * Whether a join-accept of this edition carries a channel list (section 2.x.4).
   *
   * @return true if it does
   */
  public boolean implementsCfList() {
    return implementsCfList;
  }

  /**
   * The largest number of uplink channels (section 2.x.2).
   *
   * @return a count
   */
  public int maxUplinkChannels() {
    return maxUplinkChannels;
  }

  /**
   * The largest number of downlink channels (section 2.x.2).
   *
   * @return a count
   */
  public int maxDownlinkChannels() {
    return maxDownlinkChannels;
  }

  /**
   * The channels for uplinks that every device has (section 2.x.2).
   *
   * @return channels by index; unmodifiable
   */
  public List<BandChannel> uplinkChannels() {
    return uplinkChannels;
  }

  /**
   * The channels for RX1 that every device has (sections 2.x.2 and 2.x.7).
   *
   * @return channels by index; unmodifiable; fewer than uplink channels in bands where several
   *     uplink channels share one
   */
  public List<BandChannel> downlinkChannels() {
    return downlinkChannels;
  }

  /**
   * The channel of RX1 (section 2.x.7).
   *
   * @param uplinkChannelIndex the channel of the uplink, from 0
   * @return the index of the downlink channel
   * @throws IllegalArgumentException if the index is negative
   */
  public int rx1ChannelIndex(int uplinkChannelIndex) {
    if (uplinkChannelIndex < 0) {
      throw new IllegalArgumentException(
          "A channel index is 0 or more, this is " + uplinkChannelIndex + ".");
    }
    return rx1ChannelModulo == 0 ? uplinkChannelIndex : uplinkChannelIndex % rx1ChannelModulo;
  }

  /**
   * The data rate of RX1 (section 2.x.7, RX1DROffset).
   *
   * @param uplinkDataRateIndex the data rate of the uplink
   * @param offset RX1 data rate offset, 0 to 7
   * @param downlinkDwellTime whether a dwell time limit applies to downlinks
   * @return data rate index; empty if the band has no such uplink data rate or offset
   */
  public OptionalInt rx1DataRateIndex(
      int uplinkDataRateIndex, int offset, boolean downlinkDwellTime) {
    return rx1DataRates.get(uplinkDataRateIndex, offset, downlinkDwellTime);
  }

  /**
   * Where devices listen in RX2 until told otherwise (section 2.x.7).
   *
   * @return frequency and data rate
   */
  public ReceiveWindow rx2() {
    return rx2;
  }

  /**
   * How class B beacons are sent (section 2.x.8).
   *
   * @return the beacon
   */
  public Beacon beacon() {
    return beacon;
  }

  /**
   * The frequency of beacons, where they stay on one (section 2.x.8).
   *
   * @return Hz; empty where beacons hop or none is defined
   */
  public OptionalLong fixedBeaconFrequency() {
    return onlyOne(beacon.frequencies());
  }

  /**
   * The frequencies of class B ping slots (section 2.x.8).
   *
   * @return Hz; several where slots hop, none where the band defines none; unmodifiable
   */
  public List<Long> pingSlotFrequencies() {
    return pingSlotFrequencies;
  }

  /**
   * The frequency of ping slots, where they stay on one (section 2.x.8).
   *
   * @return Hz; empty where slots hop or none is defined
   */
  public OptionalLong fixedPingSlotFrequency() {
    return onlyOne(pingSlotFrequencies);
  }

  private static OptionalLong onlyOne(List<Long> frequencies) {
    return frequencies.size() == 1 ? OptionalLong.of(frequencies.get(0)) : OptionalLong.empty();
  }

  /**
   * Whether devices understand TxParamSetupReq, and with it dwell time settings (section 2.x.3).
   *
   * @return true if they do
   */
  public boolean supportsTxParamSetup() {
    return supportsTxParamSetup;
  }

  /**
   * The dwell time limits under which a device starts (section 2.x.2).
   *
   * @return flags without a duration; null flags where none is stated
   */
  public DwellTime bootDwellTime() {
    return bootDwellTime;
  }

  /**
   * Whether a frame must have exactly the coding rate of its data rate (a choice of The Things
   * Stack; no section).
   *
   * @return true if they do
   */
  public boolean strictCodingRate() {
    return strictCodingRate;
  }

  /**
   * Parts of the band with limits of their own, by regulation rather than by the regional
   * parameters.
   *
   * @return sub-bands, each to be looked up by frequency; unmodifiable
   */
  public List<SubBand> subBands() {
    return subBands;
  }

  /**
   * The sub-band of a frequency.
   *
   * @param frequency in Hz
   * @return the first sub-band that contains it; empty outside all of them
   */
  public Optional<SubBand> subBand(long frequency) {
    return subBands.stream().filter(subBand -> subBand.contains(frequency)).findFirst();
  }

  /**
   * Defaults for devices behind a relay (RP002 1.0.4).
   *
   * @return the defaults; zero in editions without relays
   */
  public RelayDefaults relay() {
    return relay;
  }

  /**
   * The data rates (sections 2.x.3 and 2.x.6).
   *
   * @return data rates by index; unmodifiable
   */
  public SortedMap<Integer, DataRate> dataRates() {
    return dataRates;
  }

  /**
   * One data rate.
   *
   * @param index the number after "DR"
   * @return the data rate; empty if the band does not define it
   */
  public Optional<DataRate> dataRate(int index) {
    return Optional.ofNullable(dataRates.get(index));
  }

  /** Two bands are equal if id and version are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Band that && id.equals(that.id) && version == that.version;
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, version);
  }

  /** Id and version, for example {@code EU_863_870 (RP002_V1_0_4)}. */
  @Override
  public String toString() {
    return id + " (" + version + ")";
  }
}
