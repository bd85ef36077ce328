package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Outcome;
import java.util.function.Consumer;

/** Shows the judgement on each device, in a form of the user's choice. */
interface Verdicts extends Consumer<Outcome> {

  /** Called once after the last device. */
  void finish(io.github.lwmigrate.MigrationReport report);
}
