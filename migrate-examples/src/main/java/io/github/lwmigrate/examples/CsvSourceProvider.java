package io.github.lwmigrate.examples;

import io.github.lwmigrate.spi.Option;
import io.github.lwmigrate.spi.OptionSet;
import io.github.lwmigrate.spi.OptionValues;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.spi.SourceProvider;
import java.nio.file.Path;

/**
 * Makes {@link CsvSource} known under the id {@code csv}, to {@code Sources.open("csv", options)}
 * and to the command line program as {@code --source csv --csv.file FILE}: named in {@code
 * META-INF/services} for the class path, and in {@code module-info.java} for the module path.
 */
public final class CsvSourceProvider implements SourceProvider {

  private static final OptionSet OPTIONS =
      OptionSet.of(Option.file("file", "CSV file of devices").required().build());

  /** For {@link java.util.ServiceLoader}. */
  public CsvSourceProvider() {}

  @Override
  public String id() {
    return "csv";
  }

  @Override
  public String description() {
    return "OTAA devices of a CSV file";
  }

  @Override
  public OptionSet options() {
    return OPTIONS;
  }

  @Override
  public Source open(OptionValues values) {
    return CsvSource.of(Path.of(values.require("file")));
  }
}
