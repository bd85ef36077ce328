package io.github.lwmigrate.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.device.Activation;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RxDelay;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RxDelayValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetRx1DelayTest {

  private final List<Finding> findings = new ArrayList<>();

  @ParameterizedTest(name = "{0} of {1} with {2} s, wanted {3} s: settings {4} and {5}")
  @CsvSource({
    "KEEP,ABP,1,5,1,5",
    "KEEP,ABP,5,5,5,5",
    "KEEP,ABP,0,1,0,1",
    "KEEP,MULTICAST,1,1,1,1",
    "RAISE,ABP,1,1,1,5",
    "RAISE,ABP,1,8,1,8",
    "RAISE,MULTICAST,1,1,1,1",
    "DECLARE,ABP,1,1,5,5",
    "DECLARE,MULTICAST,1,1,5,5",
  })
  void macStateStaysBehind_delaysAreWrittenToTheSettings(
      Rx1Delay choice, Activation activation, int current, int desired, int first, int second) {
    EndDevice device = rule(choice, activation).apply(device(activation, current, desired), sink());
    var settings = device.toProto().getMacSettings();
    assertThat(settings.getRx1Delay().getValueValue()).isEqualTo(first);
    assertThat(settings.getDesiredRx1Delay().getValueValue()).isEqualTo(second);
    assertThat(settings.hasRx1Delay() && settings.hasDesiredRx1Delay()).isTrue();
    var state = device.toProto().getMacState();
    assertThat(state.getCurrentParameters().getRx1DelayValue()).isEqualTo(current);
    assertThat(state.getDesiredParameters().getRx1DelayValue()).isEqualTo(desired);
  }

  @ParameterizedTest(name = "{0} of {1} with {2} s, wanted {3} s: MAC state {4} and {5}")
  @CsvSource({
    "KEEP,ABP,1,1,1,1",
    "KEEP,OTAA,1,1,1,1",
    "RAISE,ABP,1,1,1,5",
    "RAISE,OTAA,1,1,1,5",
    "RAISE,OTAA,7,7,7,7",
    "RAISE,MULTICAST,1,1,1,1",
    "DECLARE,OTAA,1,1,5,5",
    "DECLARE,MULTICAST,1,1,5,5",
  })
  void macStateTravels_delaysAreInIt_andTheSettingsStay(
      Rx1Delay choice, Activation activation, int current, int desired, int first, int second) {
    EndDevice device = rule(choice).apply(device(activation, current, desired), sink());
    var state = device.toProto().getMacState();
    assertThat(state.getCurrentParameters().getRx1DelayValue()).isEqualTo(first);
    assertThat(state.getDesiredParameters().getRx1DelayValue()).isEqualTo(second);
    assertThat(device.toProto().hasMacSettings()).isFalse();
  }

  @Test
  void otaaWithoutItsMacState_isLeftToTheJoin() {
    EndDevice device = device(Activation.OTAA, 1, 1);
    for (Rx1Delay choice : Rx1Delay.values()) {
      assertThat(rule(choice, Activation.OTAA).apply(device, sink()).equals(device)).isTrue();
    }
  }

  @Test
  void noMacStateAtAll_keepInventsNothing_raiseKeepsWhatTheSettingsSay() {
    EndDevice bare = device(Activation.ABP, 1, 1).with(message -> message.clearMacState());
    assertThat(rule(Rx1Delay.KEEP, Activation.ABP).apply(bare, sink()).equals(bare)).isTrue();
    EndDevice set =
        bare.with(
            message ->
                message
                    .getMacSettingsBuilder()
                    .setRx1Delay(RxDelayValue.newBuilder().setValue(RxDelay.RX_DELAY_2)));
    var raised = rule(Rx1Delay.RAISE).apply(set, sink()).toProto().getMacSettings();
    assertThat(raised.getRx1Delay().getValue()).isEqualTo(RxDelay.RX_DELAY_2);
    assertThat(raised.getDesiredRx1Delay().getValue()).isEqualTo(RxDelay.RX_DELAY_5);
  }

  @Test
  void raise_multicast_saysThatNobodyCanBeAsked() {
    rule(Rx1Delay.RAISE).apply(device(Activation.MULTICAST, 1, 1), sink());
    assertThat(findings)
        .extracting(Finding::code)
        .containsExactly(FindingCodes.RX1_DELAY_NOT_RAISED);
  }

  private java.util.function.Consumer<Finding> sink() {
    return findings::add;
  }

  private static SetRx1Delay rule(Rx1Delay choice, Activation... withoutMacState) {
    return new SetRx1Delay(choice, Set.of(withoutMacState));
  }

  private static EndDevice device(Activation activation, int current, int desired) {
    return EndDevice.of(
        io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder()
            .setSupportsJoin(activation == Activation.OTAA)
            .setMulticast(activation == Activation.MULTICAST)
            .setMacState(
                MACState.newBuilder()
                    .setCurrentParameters(MACParameters.newBuilder().setRx1DelayValue(current))
                    .setDesiredParameters(MACParameters.newBuilder().setRx1DelayValue(desired)))
            .build());
  }
}
