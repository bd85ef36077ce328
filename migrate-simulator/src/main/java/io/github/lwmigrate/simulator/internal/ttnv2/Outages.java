package io.github.lwmigrate.simulator.internal.ttnv2;

import io.github.lwmigrate.simulator.TtnV2Component;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which parts of the network are out of order. */
public final class Outages {
  private final Set<TtnV2Component> down = ConcurrentHashMap.newKeySet();

  public void begin(TtnV2Component component) {
    down.add(component);
  }

  public void end(TtnV2Component component) {
    down.remove(component);
  }

  boolean has(TtnV2Component component) {
    return down.contains(component);
  }
}
