package io.github.lwmigrate.examples;

import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Sources;
import io.github.lwmigrate.json.JsonFileSink;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.Source;
import java.nio.file.Path;
import java.util.Map;

/**
 * Turns a CSV file into device JSON: a source of one's own ({@link CsvSource}), found by its id.
 *
 * <p>Arguments: the CSV file, and the file to write.
 */
public final class ExportCsv {

  private ExportCsv() {}

  /**
   * Runs the example.
   *
   * @param args the CSV file, and the file to write
   */
  public static void main(String[] args) {
    System.out.println(export(Path.of(args[0]), Path.of(args[1])).counts());
  }

  static MigrationReport export(Path csv, Path json) {
    try (Source origin = Sources.open("csv", Map.of("file", csv.toString()));
        Sink file = JsonFileSink.of(json)) {
      return Migration.from(origin)
          .to(file)
          .policy(MigrationPolicy.withoutSession().build())
          .build()
          .run(Selection.all());
    }
  }
}
