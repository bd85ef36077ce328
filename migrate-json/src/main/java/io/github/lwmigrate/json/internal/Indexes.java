package io.github.lwmigrate.json.internal;

import java.util.BitSet;

/** The deliveries of a run that are stored; a bit for each. */
public final class Indexes {
  private final BitSet bits = new BitSet();

  public boolean contains(long index) {
    return bits.get(Math.toIntExact(index));
  }

  public void add(long index) {
    bits.set(Math.toIntExact(index));
  }
}
