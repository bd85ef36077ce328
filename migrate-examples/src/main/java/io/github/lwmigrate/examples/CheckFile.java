package io.github.lwmigrate.examples;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.json.JsonSource;
import io.github.lwmigrate.spi.Source;
import java.nio.file.Path;

/**
 * Checks a {@code devices.json} before it is imported: a plan needs no sink and changes nothing.
 *
 * <p>Argument: a file of device JSON.
 */
public final class CheckFile {

  private CheckFile() {}

  /**
   * Runs the example.
   *
   * @param args a file of device JSON
   */
  public static void main(String[] args) {
    for (Outcome outcome : check(Path.of(args[0])).outcomes()) {
      System.out.println(outcome.label() + ": " + outcome.status());
      for (Finding finding : outcome.findings()) {
        System.out.println("  " + finding);
      }
    }
  }

  static MigrationReport check(Path devices) {
    try (Source origin = JsonSource.of(devices)) {
      return Migration.from(origin)
          .policy(MigrationPolicy.withSession().leaveOriginLive().build())
          .build()
          .plan(Selection.all());
    }
  }
}
