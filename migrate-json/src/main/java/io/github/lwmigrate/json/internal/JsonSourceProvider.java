package io.github.lwmigrate.json.internal;

import io.github.lwmigrate.json.JsonSource;
import io.github.lwmigrate.json.ReadOptions;
import io.github.lwmigrate.spi.Option;
import io.github.lwmigrate.spi.OptionSet;
import io.github.lwmigrate.spi.OptionValues;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.spi.SourceProvider;
import java.nio.file.Path;

/** Opens {@link JsonSource} by options. */
public final class JsonSourceProvider implements SourceProvider {
  static final String STANDARD_STREAM = "-";

  @Override
  public String id() {
    return "json";
  }

  @Override
  public String description() {
    return "The Things Stack device JSON from a file or from standard input";
  }

  @Override
  public OptionSet options() {
    return OptionSet.of(
        Option.file("file", "The file to read devices from; - for standard input")
            .required()
            .build(),
        Option.flag(
                "refuse-unknown-fields",
                "Reject a device with a field that no device has, instead of leaving the field out")
            .build(),
        Option.flag(
                "accept-nulls",
                "Take null for \"not given\" also where The Things Stack refuses it")
            .build());
  }

  @Override
  public Source open(OptionValues values) {
    ReadOptions options = ReadOptions.strict().takeLastOfDuplicates();
    if (!values.flag("refuse-unknown-fields")) {
      options = options.leaveOutUnknownFields();
    }
    if (values.flag("accept-nulls")) {
      options = options.acceptNulls();
    }
    String file = values.require("file");
    return file.equals(STANDARD_STREAM)
        ? JsonSource.of(System.in, "standard input", options)
        : JsonSource.of(Path.of(file), options);
  }
}
