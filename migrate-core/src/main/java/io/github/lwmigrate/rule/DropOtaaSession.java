package io.github.lwmigrate.rule;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.device.Activation;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.stack.FieldPath;
import java.util.List;
import java.util.function.Consumer;

/**
 * Leaves an OTAA device to join anew: drops session, pending session, MAC states, queued downlinks,
 * DevAddr, times of activation and last uplink, and what the device last said of its battery, power
 * and margin. Root keys and nonces stay: without the nonces the Join Server would refuse the device
 * or the device the Join Server. Other devices are left alone.
 */
public record DropOtaaSession() implements DeviceRule {

  private static final List<FieldPath> SESSION =
      SessionPaths.paths("session", "queued_application_downlinks");

  @Override
  public EndDevice apply(EndDevice device, Consumer<? super Finding> findings) {
    if (device.activation() != Activation.OTAA) {
      return device;
    }
    return SessionPaths.clear(SessionPaths.clear(device, SESSION), SessionPaths.HISTORY);
  }
}
