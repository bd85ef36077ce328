package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.lorawan.FrequencyPlan;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.lorawan.MacStateInput;
import io.github.lwmigrate.lorawan.MacStates;
import io.github.lwmigrate.lorawan.PhyVersion;
import io.github.lwmigrate.lorawan.RegionalParametersException;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetDefaultMACSettingsRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RxDelay;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RxDelayValue;
import java.util.List;

/** The MAC state and settings that the Network Server makes of band and frequency plan. */
final class NewMacState {
  private static final String PREFIX = "mac_state.";

  /** The configuration the real server comes with, as far as it is not what it does without. */
  private static final MACSettings DEFAULTS =
      MACSettings.newBuilder()
          .setDesiredRx1Delay(RxDelayValue.newBuilder().setValue(RxDelay.RX_DELAY_5))
          .build();

  private NewMacState() {}

  static MacStateInput input(EndDevice device) {
    try {
      return MacStateInput.of(device, FrequencyPlans.bundled(), DEFAULTS);
    } catch (RegionalParametersException e) {
      throw Errors.regionalParameters(e);
    }
  }

  static MACSettings defaultSettings(GetDefaultMACSettingsRequest request) {
    try {
      MacStateInput input =
          input(
              EndDevice.newBuilder()
                  .setFrequencyPlanId(request.getFrequencyPlanId())
                  .setLorawanPhyVersionValue(request.getLorawanPhyVersionValue())
                  .build());
      FrequencyPlan plan = input.plan();
      PhyVersion version = input.band().version();
      return MacStates.defaultSettings(plan, version, DEFAULTS);
    } catch (RegionalParametersException e) {
      throw Errors.regionalParameters(e);
    }
  }

  /** What the mask names of the wanted state, and the server's own for the rest. */
  static MACState of(EndDevice device, MACState wanted, Mask mask) {
    try {
      MACState.Builder state = MacStates.create(input(device)).toBuilder();
      List<String> leaves =
          mask.paths().stream()
              .filter(path -> path.startsWith(PREFIX))
              .map(path -> path.substring(PREFIX.length()))
              .toList();
      MaskedCopy.of(leaves).apply(wanted, state);
      return state.build();
    } catch (RegionalParametersException e) {
      throw Errors.regionalParameters(e);
    }
  }
}
