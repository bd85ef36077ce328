package io.github.lwmigrate.lorawan;

import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Class;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import java.util.List;
import java.util.Map;

/**
 * Makes the MAC state in which The Things Stack's Network Server starts a session: what it takes
 * the device to have ("current"), and what it will bring the device to by MAC commands ("desired").
 *
 * <pre>{@code
 * MACState state =
 *     MacStates.create(device, FrequencyPlans.bundled(), MACSettings.getDefaultInstance());
 * }</pre>
 *
 * <p>The rules are those of version 3.32.1 of that server, and hold for every frequency plan and
 * every edition of the regional parameters. In short, each parameter is, for "current", what the
 * device's settings say, else what the server's default settings say, else what the band says; for
 * "desired", what the device's desired settings say, else the frequency plan, else the server's
 * desired settings, else the current value. Pure functions: the same input gives the same state, of
 * which nothing is shared with the input.
 */
public final class MacStates {

  private MacStates() {}

  /**
   * The state of a device.
   *
   * @param device the device; see {@link MacStateInput#of} for the fields that count
   * @param plans where its frequency plan is looked up
   * @param defaults the Network Server's own settings; the default instance for none
   * @return the state
   * @throws RegionalParametersException if there is none; {@link Reason} lists why
   */
  public static MACState create(EndDevice device, FrequencyPlans plans, MACSettings defaults) {
    return create(MacStateInput.of(device, plans, defaults));
  }

  /**
   * The state for an input: class, LoRaWAN version, current and desired parameters, ping slot
   * periodicity. Counters, pending commands and recent frames are empty.
   *
   * @param input the input
   * @return the state; both sets of parameters are equal for a multicast group
   * @throws RegionalParametersException if there is none; {@link Reason} lists why
   */
  public static MACState create(MacStateInput input) {
    MACState.Builder state =
        MACState.newBuilder()
            .setLorawanVersion(lorawanVersion(input))
            .setDeviceClass(deviceClass(input))
            .setCurrentParameters(currentParameters(input))
            .setDesiredParameters(desiredParameters(input));
    MACSettings periodicity =
        input.settings().hasPingSlotPeriodicity() ? input.settings() : input.defaults();
    if (periodicity.hasPingSlotPeriodicity()) {
      state.setPingSlotPeriodicity(periodicity.getPingSlotPeriodicity());
    }
    return state.build();
  }

  /**
   * The parameters the server takes the device to have when a session starts.
   *
   * @param input the input
   * @return the parameters
   * @throws RegionalParametersException if there are none; {@link Reason} lists why
   */
  public static MACParameters currentParameters(MacStateInput input) {
    return new CurrentParameters(input).build();
  }

  /**
   * The parameters the server will bring the device to.
   *
   * @param input the input
   * @return the parameters; the current ones for a multicast group, which gets no MAC commands
   * @throws RegionalParametersException if there are none; {@link Reason} lists why
   */
  public static MACParameters desiredParameters(MacStateInput input) {
    CurrentParameters current = new CurrentParameters(input);
    return input.multicast() ? current.build() : new DesiredParameters(input, current).build();
  }

  /**
   * The settings a device has that leaves all of them open, as {@code Ns/GetDefaultMACSettings} of
   * The Things Stack answers: the server's own, else the plan's, else the band's. Timeouts and
   * status periodicities have no source in the regional parameters; where the server's settings do
   * not state them, they are the 10 minutes for class B, 5 minutes for class C, 24 hours and 200
   * uplinks of that server.
   *
   * @param plan the frequency plan
   * @param phyVersion the edition of the regional parameters
   * @param defaults the Network Server's own settings; the default instance for none
   * @return the settings
   * @throws RegionalParametersException if there are none; {@link Reason} lists why
   */
  public static MACSettings defaultSettings(
      FrequencyPlan plan, PhyVersion phyVersion, MACSettings defaults) {
    return DefaultSettings.of(
        MacStateInput.builder(plan, phyVersion, MACVersion.MAC_UNKNOWN).defaults(defaults).build());
  }

  /**
   * The class in which a session starts. A device below LoRaWAN 1.1 cannot tell when it changes to
   * class C, so it starts there if it supports it; later ones start in class A and say so. A
   * multicast group is never in class A.
   *
   * @param input the input
   * @return the class
   * @throws RegionalParametersException with {@link Reason#CLASS_A_MULTICAST} or {@link
   *     Reason#UNKNOWN_LORAWAN_VERSION}
   */
  public static Class deviceClass(MacStateInput input) {
    boolean tellsItsClass = lorawanVersion(input) == MACVersion.MAC_V1_1;
    if (input.supportsClassC() && (input.multicast() || !tellsItsClass)) {
      return Class.CLASS_C;
    }
    if (!input.multicast()) {
      return Class.CLASS_A;
    }
    if (input.supportsClassB()) {
      return Class.CLASS_B;
    }
    throw new RegionalParametersException(
        Reason.CLASS_A_MULTICAST,
        "A multicast group needs devices that listen at known times, in class B or C. Set"
            + " supports_class_b or supports_class_c.");
  }

  private static MACVersion lorawanVersion(MacStateInput input) {
    MACVersion version = input.lorawanVersion();
    if (version == MACVersion.MAC_UNKNOWN || version == MACVersion.UNRECOGNIZED) {
      throw new RegionalParametersException(
          Reason.UNKNOWN_LORAWAN_VERSION,
          "There is no MAC state for LoRaWAN version "
              + version
              + ", on which the Network Server fails too. Set lorawan_version to the version the"
              + " device was made for.",
          Map.of("lorawan_version", version.name()));
    }
    return version;
  }

  /**
   * The channels that an ABP device has, if it is programmed with its whole frequency plan: the
   * value for {@code mac_settings.factory_preset_frequencies}.
   *
   * @param parameters the desired parameters of a device on that plan
   * @return the uplink frequencies of the enabled channels in Hz, in the order of the channels;
   *     unmodifiable
   */
  public static List<Long> factoryPresetFrequencies(MACParameters parameters) {
    return parameters.getChannelsList().stream()
        .filter(channel -> channel.getEnableUplink() && channel.getUplinkFrequency() != 0)
        .map(MACParameters.Channel::getUplinkFrequency)
        .toList();
  }
}
