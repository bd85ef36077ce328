package io.github.lwmigrate.rule;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.device.Activation;
import io.github.lwmigrate.device.EndDevice;
import java.util.function.Consumer;

/**
 * Drops the MAC state and the status of a multicast group, and keeps its session with the downlink
 * counters: its members cannot be reset, and do not take a counter that goes back. Other devices
 * are left alone.
 */
public record DropMulticastMacState() implements DeviceRule {

  @Override
  public EndDevice apply(EndDevice device, Consumer<? super Finding> findings) {
    return device.activation() == Activation.MULTICAST
        ? SessionPaths.clear(device, SessionPaths.HISTORY)
        : device;
  }
}
