package io.github.lwmigrate.examples;

import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.json.JsonFileSink;
import io.github.lwmigrate.source.ttnv3.TtnV3Source;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.Source;
import java.nio.file.Path;

/**
 * Exports every device of an application of The Things Stack to a file that the Console imports.
 * The devices join again at the target; the origin stays as it is.
 *
 * <p>Arguments: the address of the origin ({@code eu1.cloud.thethings.network}), the application,
 * and the file to write. The API key comes from the environment, {@code TTS_APP_API_KEY}.
 */
public final class ExportApplication {

  private ExportApplication() {}

  /**
   * Runs the example.
   *
   * @param args the address, the application, and the file to write
   */
  public static void main(String[] args) {
    try (Source origin =
        TtnV3Source.builder()
            .address(args[0])
            .application(args[1], () -> System.getenv("TTS_APP_API_KEY"))
            .build()) {
      MigrationReport report = export(origin, Path.of(args[2]));
      for (Outcome outcome : report.outcomes()) {
        System.out.println(outcome.label() + ": " + outcome.status());
        outcome.findings().forEach(finding -> System.out.println("  " + finding));
      }
      report.orThrow();
    }
  }

  static MigrationReport export(Source origin, Path json) {
    try (Sink file = JsonFileSink.of(json)) {
      return Migration.from(origin)
          .to(file)
          .policy(MigrationPolicy.withoutSession().build())
          .build()
          .run(Selection.all());
    }
  }
}
