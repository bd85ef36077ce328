package io.github.lwmigrate.json.internal;

import io.github.lwmigrate.json.JsonFileSink;
import io.github.lwmigrate.json.JsonStreamSink;
import io.github.lwmigrate.spi.Option;
import io.github.lwmigrate.spi.OptionSet;
import io.github.lwmigrate.spi.OptionValues;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.SinkProvider;
import java.nio.file.Path;

/** Opens {@link JsonFileSink} and {@link JsonStreamSink} by options. */
public final class JsonSinkProvider implements SinkProvider {

  @Override
  public String id() {
    return "json";
  }

  @Override
  public String description() {
    return "The Things Stack device JSON to a file or to standard output";
  }

  @Override
  public OptionSet options() {
    return OptionSet.of(
        Option.file("file", "The file to write devices to; - for standard output")
            .defaultValue(JsonSourceProvider.STANDARD_STREAM)
            .build(),
        Option.flag("append", "Add to the file, if it exists").build(),
        Option.flag("resume", "Go on with the file of a run that is resumed").build(),
        Option.flag("overwrite", "Replace the file, if it exists, and keep a backup").build());
  }

  @Override
  public Sink open(OptionValues values) {
    String file = values.require("file");
    if (file.equals(JsonSourceProvider.STANDARD_STREAM)) {
      return JsonStreamSink.toStandardOutput();
    }
    JsonFileSink.Builder builder = JsonFileSink.builder(Path.of(file));
    if (values.flag("append")) {
      builder.append();
    }
    if (values.flag("overwrite")) {
      builder.overwrite();
    }
    if (values.flag("resume")) {
      builder.resume();
    }
    return builder.build();
  }
}
