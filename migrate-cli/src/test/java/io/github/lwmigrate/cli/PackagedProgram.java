package io.github.lwmigrate.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged program, as a process of its own that a shell starts. */
final class PackagedProgram {

  static final Path JAR = Path.of("target", "lw-migrate.jar").toAbsolutePath();

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();

  /**
   * A program.
   *
   * @param directory its working directory
   */
  PackagedProgram(Path directory) {
    this.directory = directory;
    Path bin = directory.resolve("bin");
    for (String name : List.of("lw-migrate", "ttn-lw-migrate")) {
      Path script = bin.resolve(name);
      try {
        Files.createDirectories(bin);
        Files.writeString(
            script,
            """
            #!/bin/sh
            exec "%s" %s -Dlwmigrate.name=%s -jar "%s" "$@"
            """
                .formatted(java(), String.join(" ", options()), name, JAR));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (!script.toFile().setExecutable(true)) {
        throw new IllegalStateException(script + " cannot be made executable");
      }
    }
  }

  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** What the launcher gives, with an archive of classes where Java can make one. */
  private static synchronized List<String> options() throws IOException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
    Path archive = JAR.resolveSibling("packaged-tests.jsa");
    if (!Files.exists(archive)
        || Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(JAR)) < 0) {
      prepare(archive, options);
    }
    if (Files.exists(archive)) {
      options.add("-XX:SharedArchiveFile=" + archive);
    }
    return options;
  }

  private static void prepare(Path archive, List<String> options) throws IOException {
    Files.deleteIfExists(archive);
    List<String> command = new ArrayList<>(List.of(java().toString()));
    command.addAll(options);
    command.addAll(
        List.of("-XX:ArchiveClassesAtExit=" + archive, "-jar", JAR.toString(), "prepare"));
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  record Ended(int code, String out, String err) {}

  PackagedProgram environment(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** Runs a line as it stands, redirections included. */
  Ended run(String line) throws Exception {
    File out = directory.resolve("out.txt").toFile();
    File err = directory.resolve("err.txt").toFile();
    Process process = builder(line).redirectOutput(out).redirectError(err).start();
    process.getOutputStream().close();
    int code = process.waitFor();
    return new Ended(
        code,
        Files.readString(out.toPath(), StandardCharsets.UTF_8),
        Files.readString(err.toPath(), StandardCharsets.UTF_8));
  }

  /** Starts a line and leaves its streams to the caller. */
  ProcessBuilder builder(String line) {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of("sh", "-c", line)));
    builder.directory(directory.toFile());
    builder.environment().putAll(environment);
    builder
        .environment()
        .merge("PATH", directory.resolve("bin").toString(), (old, own) -> own + ":" + old);
    return builder;
  }
}
