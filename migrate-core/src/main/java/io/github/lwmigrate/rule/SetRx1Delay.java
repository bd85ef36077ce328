package io.github.lwmigrate.rule;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.Activation;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RxDelayValue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sees to the delay of the first receive window. Stands before the rules that drop the MAC state,
 * because that is where it finds what the device has.
 *
 * <p>Where the MAC state travels, the delay is in it: {@link Rx1Delay#KEEP} changes nothing, the
 * others change {@code mac_state.current_parameters.rx1_delay} and {@code
 * mac_state.desired_parameters.rx1_delay}. Where it does not, the delays are written to {@code
 * mac_settings.rx1_delay} and {@code mac_settings.desired_rx1_delay}: a Network Server otherwise
 * starts an ABP device at 1 second and asks it for 5. OTAA devices without MAC state are left
 * alone, as the join-accept brings the delay. A multicast group cannot be asked to change, so
 * {@link Rx1Delay#RAISE} is a notice there.
 *
 * @param choice what is wanted
 * @param withoutMacState the kinds of devices whose MAC state does not travel
 */
public record SetRx1Delay(Rx1Delay choice, Set<Activation> withoutMacState) implements DeviceRule {

  /** Copies the set. */
  public SetRx1Delay {
    withoutMacState = Set.copyOf(withoutMacState);
  }

  @Override
  public EndDevice apply(EndDevice device, Consumer<? super Finding> findings) {
    Activation activation = device.activation();
    boolean travels = device.toProto().hasMacState() && !withoutMacState.contains(activation);
    if (!travels && activation == Activation.OTAA) {
      return device;
    }
    Rx1Delay wanted = choice;
    if (wanted == Rx1Delay.RAISE && activation == Activation.MULTICAST) {
      findings.accept(
          Finding.of(
                  Severity.NOTICE,
                  FindingCodes.RX1_DELAY_NOT_RAISED,
                  travels ? "mac_state.desired_parameters.rx1_delay" : "mac_settings.rx1_delay",
                  "A multicast group sends no answers, so its RX1 delay stays as it is.")
              .withRemedy("Reprogram its members and declare the new delay."));
      wanted = Rx1Delay.KEEP;
    }
    return travels ? inMacState(device, wanted) : inMacSettings(device, wanted);
  }

  private static EndDevice inMacState(EndDevice device, Rx1Delay wanted) {
    if (wanted == Rx1Delay.KEEP) {
      return device;
    }
    return device.with(
        message -> {
          MACState.Builder state = message.getMacStateBuilder();
          if (wanted == Rx1Delay.DECLARE) {
            state.getCurrentParametersBuilder().setRx1DelayValue(Rx1Delay.PEERING_SECONDS);
            state.getDesiredParametersBuilder().setRx1DelayValue(Rx1Delay.PEERING_SECONDS);
          } else {
            var desired = state.getDesiredParametersBuilder();
            desired.setRx1DelayValue(raised(desired.getRx1DelayValue()));
          }
        });
  }

  private static EndDevice inMacSettings(EndDevice device, Rx1Delay wanted) {
    MACState state = device.toProto().getMacState();
    return device.with(
        message -> {
          MACSettings.Builder settings = message.getMacSettings().toBuilder();
          if (state.hasCurrentParameters()) {
            settings.setRx1Delay(delay(state.getCurrentParameters().getRx1DelayValue()));
          }
          if (state.hasDesiredParameters()) {
            settings.setDesiredRx1Delay(delay(state.getDesiredParameters().getRx1DelayValue()));
          }
          switch (wanted) {
            case KEEP -> {}
            case RAISE ->
                settings.setDesiredRx1Delay(
                    delay(raised(settings.getDesiredRx1Delay().getValueValue())));
            case DECLARE -> {
              settings.setRx1Delay(delay(Rx1Delay.PEERING_SECONDS));
              settings.setDesiredRx1Delay(delay(Rx1Delay.PEERING_SECONDS));
            }
          }
          if (message.hasMacSettings()
              || !settings.build().equals(MACSettings.getDefaultInstance())) {
            message.setMacSettings(settings);
          }
        });
  }

  private static int raised(int seconds) {
    return Math.max(seconds, Rx1Delay.PEERING_SECONDS);
  }

  private static RxDelayValue delay(int seconds) {
    return RxDelayValue.newBuilder().setValueValue(seconds).build();
  }
}
