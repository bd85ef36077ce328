package io.github.lwmigrate.lorawan;

import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RelayParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RelaySettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ServedRelayParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ServedRelaySettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ServingRelayParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ServingRelaySettings;

/** Turns relay settings into relay parameters. */
final class Relays {

  private Relays() {}

  static RelayParameters parameters(RelaySettings settings, Band band) {
    return switch (settings.getModeCase()) {
      case SERVING ->
          RelayParameters.newBuilder().setServing(serving(settings.getServing())).build();
      case SERVED ->
          RelayParameters.newBuilder().setServed(served(settings.getServed(), band)).build();
      case MODE_NOT_SET -> throw incomplete("neither serving nor served");
    };
  }

  private static ServingRelayParameters serving(ServingRelaySettings settings) {
    ServingRelayParameters.Builder parameters =
        ServingRelayParameters.newBuilder()
            .setDefaultChannelIndex(settings.getDefaultChannelIndex().getValue())
            .setCadPeriodicityValue(settings.getCadPeriodicityValue())
            .addAllUplinkForwardingRules(settings.getUplinkForwardingRulesList());
    if (settings.hasSecondChannel()) {
      parameters.setSecondChannel(settings.getSecondChannel());
    }
    if (settings.hasLimits()) {
      parameters.setLimits(settings.getLimits());
    }
    return parameters.build();
  }

  private static ServedRelayParameters served(ServedRelaySettings settings, Band band) {
    ServedRelayParameters.Builder parameters =
        ServedRelayParameters.newBuilder()
            .setBackoff(
                settings.hasBackoff()
                    ? settings.getBackoff().getValue()
                    : band.relay().servedBackoff())
            .setServingDeviceId(settings.getServingDeviceId());
    if (settings.hasSecondChannel()) {
      parameters.setSecondChannel(settings.getSecondChannel());
    }
    switch (settings.getModeCase()) {
      case ALWAYS -> parameters.setAlways(settings.getAlways());
      case DYNAMIC -> parameters.setDynamic(settings.getDynamic());
      case END_DEVICE_CONTROLLED ->
          parameters.setEndDeviceControlled(settings.getEndDeviceControlled());
      case MODE_NOT_SET -> throw incomplete("served without a mode");
    }
    return parameters.build();
  }

  private static RegionalParametersException incomplete(String what) {
    return new RegionalParametersException(
        Reason.INCOMPLETE_RELAY_SETTINGS,
        "There is no MAC state for relay settings that say "
            + what
            + ", on which the Network Server fails too. Complete mac_settings.relay and"
            + " mac_settings.desired_relay, or remove them.");
  }
}
