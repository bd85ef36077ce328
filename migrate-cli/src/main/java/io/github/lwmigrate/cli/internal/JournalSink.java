package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.StepLog;

/**
 * Takes devices that are shown nowhere: the journal of the run holds them.
 *
 * @param run the run
 */
record JournalSink(String run) implements Sink {

  static final String IDENTITY = "journal";

  @Override
  public Receipt store(Delivery delivery, StepLog steps, Call call) {
    return new Receipt("journal of run " + run);
  }

  @Override
  public boolean startsOver() {
    return false;
  }

  @Override
  public String identity() {
    return IDENTITY;
  }
}
