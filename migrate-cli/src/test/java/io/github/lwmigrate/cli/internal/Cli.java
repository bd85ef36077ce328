package io.github.lwmigrate.cli.internal;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Runs command lines in this process, as from a shell whose every part a test can choose. */
final class Cli {

  private final Map<String, String> environment = new HashMap<>();

  /** Journals of a test stand under its build folder, not in the home of whoever builds. */
  private static final Path JOURNALS = Path.of("target", "test-journals").toAbsolutePath();

  private byte[] input = {};
  private Terminals terminals = new Terminals(false, false, false, false);
  private Path directory = Path.of("target");

  Cli() {
    environment.put(
        "LW_MIGRATE_JOURNAL_DIR", JOURNALS.resolve(UUID.randomUUID().toString()).toString());
  }

  record Result(int code, String out, String err) {

    List<String> lines() {
      return out.lines().toList();
    }

    List<JsonObject> objects() {
      return out.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }

    List<String> deviceIds() {
      return objects().stream()
          .map(device -> device.getAsJsonObject("ids").get("device_id").getAsString())
          .toList();
    }

    String attribute(String name) {
      return objects().get(0).getAsJsonObject("attributes").get(name).getAsString();
    }
  }

  Cli environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Cli environment(Map<String, String> values) {
    environment.putAll(values);
    return this;
  }

  Cli input(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  Cli terminals(boolean in, boolean out, boolean err) {
    terminals = new Terminals(in, out, err, false);
    return this;
  }

  Cli directory(Path value) {
    directory = value;
    return this;
  }

  Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code;
    try (PrintStream errText = new PrintStream(err, false, StandardCharsets.UTF_8)) {
      code =
          new Program(
                  new Shell(
                      "lw-migrate",
                      new ByteArrayInputStream(input),
                      out,
                      errText,
                      terminals,
                      environment::get,
                      directory))
              .run(args);
    }
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
