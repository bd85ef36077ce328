package io.github.lwmigrate.check;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import java.util.function.Consumer;

/**
 * Whether a device that keeps its session can still be heard and answered through gateways of other
 * networks. Packet Broker routes by DevAddr and needs five seconds for an answer.
 */
final class PacketBrokerCheck implements DeviceCheck {
  private static final int NEEDED_SECONDS = 5;
  private static final int DEV_ADDR_BYTES = 4;
  private static final Finding RX1_IN_STATE = tooShort("mac_state.current_parameters.rx1_delay");
  private static final Finding RX1_IN_SETTINGS = tooShort("mac_settings.rx1_delay");
  private static final Finding CLASS_B =
      new Finding(
          Severity.WARNING,
          FindingCodes.CLASS_B_NOT_ROUTED,
          "supports_class_b",
          "Packet Broker is documented for class A and class C; class B downlinks may not reach"
              + " the device through gateways of other networks.",
          "Connect a gateway near the device to the target.");

  private final DevAddrBlocks blocks = DevAddrBlocks.known();

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    if (device.getSupportsClassB()) {
      findings.accept(CLASS_B);
    }
    if (!device.hasSession() || device.getMulticast()) {
      return;
    }
    ByteString devAddr = device.getSession().getDevAddr();
    if (devAddr.size() == DEV_ADDR_BYTES && !Values.isZero(devAddr)) {
      findings.accept(blocks.findingFor(devAddr));
    }
    if (device.hasMacState()) {
      if (device.getMacState().getCurrentParameters().getRx1DelayValue() < NEEDED_SECONDS) {
        findings.accept(RX1_IN_STATE);
      }
    } else if (device.getMacSettings().getRx1Delay().getValueValue() < NEEDED_SECONDS) {
      findings.accept(RX1_IN_SETTINGS);
    }
  }

  private static Finding tooShort(String path) {
    return new Finding(
        Severity.WARNING,
        FindingCodes.RX1_DELAY_TOO_SHORT,
        path,
        "The device opens its first receive window after less than "
            + NEEDED_SECONDS
            + " seconds. Downlinks through gateways of other networks will probably come too late.",
        "Connect the gateways that hear the device to the target, have the target raise the delay,"
            + " or program the device with the longer one.");
  }
}
