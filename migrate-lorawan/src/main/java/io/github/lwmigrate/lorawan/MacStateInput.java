package io.github.lwmigrate.lorawan;

import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PHYVersion;

/**
 * Everything a new MAC state depends on. How a device is activated matters only in that a multicast
 * group differs from a device of its own: OTAA and ABP start alike.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class MacStateInput {

  private final FrequencyPlan plan;
  private final Band band;
  private final MACVersion lorawanVersion;
  private final boolean multicast;
  private final boolean supportsClassB;
  private final boolean supportsClassC;
  private final MACSettings settings;
  private final MACSettings defaults;

  private MacStateInput(Builder builder) {
    this.plan = builder.plan;
    this.band = builder.band;
    this.lorawanVersion = builder.lorawanVersion;
    this.multicast = builder.multicast;
    this.supportsClassB = builder.supportsClassB;
    this.supportsClassC = builder.supportsClassC;
    this.settings = builder.settings;
    this.defaults = builder.defaults;
  }

  /**
   * Starts the input of a class A device without settings.
   *
   * @param plan the frequency plan
   * @param phyVersion the edition of the regional parameters the device follows
   * @param lorawanVersion the version of the link layer specification it follows
   * @return a builder
   * @throws RegionalParametersException with {@link Reason#BAND_NOT_FOUND} or {@link
   *     Reason#NO_BAND_VERSION} if the plan's band is not defined in this edition
   */
  public static Builder builder(
      FrequencyPlan plan, PhyVersion phyVersion, MACVersion lorawanVersion) {
    return new Builder(plan, Bands.get(plan.bandId(), phyVersion), lorawanVersion);
  }

  /**
   * Takes the input from a device of The Things Stack: {@code frequency_plan_id}, {@code
   * lorawan_phy_version}, {@code lorawan_version}, {@code multicast}, {@code supports_class_b},
   * {@code supports_class_c} and {@code mac_settings}.
   *
   * @param device the device
   * @param plans where its frequency plan is looked up
   * @param defaults the Network Server's own settings, for what the device leaves open; the default
   *     instance for none
   * @return the input
   * @throws RegionalParametersException with {@link Reason#PLAN_NOT_FOUND}, {@link
   *     Reason#BAND_NOT_FOUND} or {@link Reason#NO_BAND_VERSION}
   */
  public static MacStateInput of(EndDevice device, FrequencyPlans plans, MACSettings defaults) {
    FrequencyPlan plan = plans.get(device.getFrequencyPlanId());
    return new Builder(plan, band(plan, device), device.getLorawanVersion())
        .multicast(device.getMulticast())
        .supportsClassB(device.getSupportsClassB())
        .supportsClassC(device.getSupportsClassC())
        .settings(device.getMacSettings())
        .defaults(defaults)
        .build();
  }

  private static Band band(FrequencyPlan plan, EndDevice device) {
    PHYVersion version = device.getLorawanPhyVersion();
    return PhyVersion.of(version)
        .map(known -> Bands.get(plan.bandId(), known))
        .orElseThrow(
            () ->
                Bands.absent(
                    plan.bandId(),
                    version == PHYVersion.UNRECOGNIZED
                        ? Integer.toString(device.getLorawanPhyVersionValue())
                        : version.name()));
  }

  /**
   * The frequency plan.
   *
   * @return the plan
   */
  public FrequencyPlan plan() {
    return plan;
  }

  /**
   * The plan's band, in the edition the device follows.
   *
   * @return the band
   */
  public Band band() {
    return band;
  }

  /**
   * The version of the link layer specification the device follows.
   *
   * @return the version, perhaps an unknown one
   */
  public MACVersion lorawanVersion() {
    return lorawanVersion;
  }

  /**
   * Whether this is a multicast group.
   *
   * @return true for a group, false for a single device
   */
  public boolean multicast() {
    return multicast;
  }

  /**
   * Whether the device supports class B.
   *
   * @return true if it does
   */
  public boolean supportsClassB() {
    return supportsClassB;
  }

  /**
   * Whether the device supports class C.
   *
   * @return true if it does
   */
  public boolean supportsClassC() {
    return supportsClassC;
  }

  /**
   * The device's MAC settings.
   *
   * @return the settings; the default instance for none
   */
  public MACSettings settings() {
    return settings;
  }

  /**
   * The Network Server's settings, for what the device leaves open.
   *
   * @return the settings; the default instance for none
   */
  public MACSettings defaults() {
    return defaults;
  }

  /**
   * Collects the input: a single class A device without settings, and a server without settings,
   * unless said otherwise. Not safe for use by several threads.
   */
  public static final class Builder {
    private final FrequencyPlan plan;
    private final Band band;
    private final MACVersion lorawanVersion;
    private boolean multicast;
    private boolean supportsClassB;
    private boolean supportsClassC;
    private MACSettings settings = MACSettings.getDefaultInstance();
    private MACSettings defaults = MACSettings.getDefaultInstance();

    private Builder(FrequencyPlan plan, Band band, MACVersion lorawanVersion) {
      this.plan = plan;
      this.band = band;
      this.lorawanVersion = lorawanVersion;
    }

    /**
     * Says whether this is a multicast group.
     *
     * @param multicast true for a group
     * @return this builder
     */
    public Builder multicast(boolean multicast) {
      this.multicast = multicast;
      return this;
    }

    /**
     * Says whether the device supports class B.
     *
     * @param supportsClassB true if it does
     * @return this builder
     */
    public Builder supportsClassB(boolean supportsClassB) {
      this.supportsClassB = supportsClassB;
      return this;
    }

    /**
     * Says whether the device supports class C.
     *
     * @param supportsClassC true if it does
     * @return this builder
     */
    public Builder supportsClassC(boolean supportsClassC) {
      this.supportsClassC = supportsClassC;
      return this;
    }

    /**
     * Sets the device's MAC settings.
     *
     * @param settings the settings
     * @return this builder
     */
    public Builder settings(MACSettings settings) {
      this.settings = settings;
      return this;
    }

    /**
     * Sets the Network Server's settings, for what the device leaves open.
     *
     * @param defaults the settings
     * @return this builder
     */
    public Builder defaults(MACSettings defaults) {
      this.defaults = defaults;
      return this;
    }

    /**
     * Makes the input.
     *
     * @return the input
     */
    public MacStateInput build() {
      return new MacStateInput(this);
    }
  }
}
