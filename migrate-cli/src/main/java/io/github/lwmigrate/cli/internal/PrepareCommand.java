package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code prepare}: uses every part of the program once, over real sockets and TLS, while the
 * launcher lets Java write down which classes that takes.
 */
final class PrepareCommand implements Command {

  private static final String APPLICATION = "prepare-app";

  @Override
  public CommandSpec describe() {
    CommandSpec spec =
        Flags.command(
            this, "prepare", "Used by the launcher, to make later starts of the program shorter.");
    spec.usageMessage().hidden(true);
    return spec;
  }

  @Override
  public int run(ParseResult given) {
    try {
      Path directory = Files.createTempDirectory("lw-migrate-prepare");
      try {
        return use(directory);
      } finally {
        delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a temporary file cannot be written", e);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static int use(Path directory) {
    Path devices = directory.resolve("devices.json");
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder()
                .application(APPLICATION, Fleet.seeded(1, 20))
                .tls()
                .start();
        TrustFile trust = TrustFile.of(stack.caPem())) {
      Map<String, String> environment =
          new HashMap<>(StackEnvironment.of(stack, APPLICATION, trust.path()));
      environment.put(Runs.VARIABLE, directory.resolve("runs").toString());
      Shell quiet =
          new Shell(
              "lw-migrate",
              new ByteArrayInputStream(new byte[0]),
              OutputStream.nullOutputStream(),
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
              new Terminals(false, false, false, true),
              environment::get,
              Path.of(""));
      Program program = new Program(quiet);
      program.run("--version");
      program.run("sources");
      program.run("frequency-plans", "EU_863_870_TTN");
      program.run("device", "--help");
      program.run("plan", "application", "--source", "ttnv3", "--format", "json");
      int code = program.run("tts", "application", "--output", devices.toString());
      program.run("runs");
      program.run("validate", devices.toString());
      program.run("normalize", devices.toString());
      return code;
    }
  }
}
