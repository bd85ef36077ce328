package io.github.lwmigrate.internal;

import java.util.function.Consumer;

/** Where the devices of a run come from. */
interface Feed {

  /**
   * Hands on all devices in listing order.
   *
   * @return whether these are all that were selected
   */
  boolean run(Consumer<? super Prepared> receiver);
}
