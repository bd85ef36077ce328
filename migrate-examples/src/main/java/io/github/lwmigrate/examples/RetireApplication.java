package io.github.lwmigrate.examples;

import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.sqlite.SqliteJournal;
import io.github.lwmigrate.json.JsonFileSink;
import io.github.lwmigrate.source.ttnv3.TtnV3Source;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.Source;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Moves an application of The Things Stack in two steps. The first one exports its devices, and
 * switches them off at the origin as soon as each is on disk; started again after a crash, it goes
 * on where it stopped. The second one, after the import, deletes them at the origin.
 *
 * <p>Arguments: {@code export} or {@code delete}, the address of the origin, the application, the
 * file of devices, and the file of the journal. The API key comes from the environment, {@code
 * TTS_APP_API_KEY}.
 */
public final class RetireApplication {

  private RetireApplication() {}

  /**
   * Runs the example.
   *
   * @param args the step, the address, the application, the file of devices, the journal
   */
  public static void main(String[] args) {
    Path run = Path.of(args[4]);
    try (Source origin =
            TtnV3Source.builder()
                .address(args[1])
                .application(args[2], () -> System.getenv("TTS_APP_API_KEY"))
                .build();
        Journal journal = Files.exists(run) ? SqliteJournal.open(run) : SqliteJournal.create(run)) {
      MigrationReport report =
          args[0].equals("delete")
              ? delete(origin, journal)
              : export(origin, Path.of(args[3]), journal);
      System.out.println(report.counts() + ", answered by both: " + report.answeredByBoth());
      report.orThrow();
    }
  }

  static MigrationReport export(Source origin, Path json, Journal journal) {
    boolean goesOn = journal.run().isPresent();
    JsonFileSink.Builder file = JsonFileSink.builder(json);
    try (Sink sink = (goesOn ? file.resume() : file).build()) {
      Migration migration =
          Migration.from(origin)
              .to(sink)
              .policy(MigrationPolicy.withoutSession().disableDownlinks().build())
              .journal(journal)
              .build();
      return goesOn ? migration.resume(Selection.all()) : migration.run(Selection.all());
    }
  }

  static MigrationReport delete(Source origin, Journal journal) {
    return Migration.from(origin)
        .policy(MigrationPolicy.unchanged().deleteSourceDevice().build())
        .journal(journal)
        .build()
        .retire(Selection.all());
  }
}
