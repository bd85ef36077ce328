package io.github.lwmigrate.rule;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.device.Activation;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.stack.FieldPath;
import java.util.List;
import java.util.function.Consumer;

/**
 * Clears {@code session.keys.session_key_id} of ABP devices and multicast groups. The id names keys
 * at a Join Server, which these do not have; old tools made one up, and a Network Server refuses
 * it. OTAA devices are left alone.
 */
public record ClearSessionKeyId() implements DeviceRule {

  private static final List<FieldPath> ID = SessionPaths.paths("session.keys.session_key_id");

  @Override
  public EndDevice apply(EndDevice device, Consumer<? super Finding> findings) {
    return device.activation() == Activation.OTAA ? device : SessionPaths.clear(device, ID);
  }
}
