package io.github.lwmigrate.cli;

import io.github.lwmigrate.cli.internal.Program;
import io.github.lwmigrate.cli.internal.Shell;
import io.github.lwmigrate.journal.sqlite.JournalDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The packaged program, as a process of its own that a shell starts. */
final class PackagedProgram {

  static final Path JAR = Path.of("target", "lw-migrate.jar").toAbsolutePath();

  private static final Set<String> VOLATILE = Set.of("tmpfs", "ramfs", "overlay", "overlayfs");

  private static final String OUT = "out.txt";
  private static final String ERR = "err.txt";

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
    environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
    if (!isLasting(directory)) {
      environment.put("LW_MIGRATE_JOURNAL_DIR", journals().toString());
    }
  }

  /** Whether journals are kept here without a further word. */
  static boolean isLasting(Path directory) {
    try {
      return !VOLATILE.contains(Files.getFileStore(directory).type());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the program keeps its journals. */
  Path journals() {
    return directory.resolve("state").resolve("lw-migrate");
  }

  /** The runs of the program, the newest first. */
  List<JournalDirectory.Run> runs() {
    return JournalDirectory.of(journals()).list();
  }

  /** The only run of the program. */
  String run() {
    List<JournalDirectory.Run> runs = runs();
    if (runs.size() != 1) {
      throw new IllegalStateException(runs.size() + " runs instead of one");
    }
    return runs.get(0).id();
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
    Process process = start(line);
    return ended(process.waitFor());
  }

  /** Starts a line as it stands, with its streams in files. */
  Process start(String line) throws IOException {
    Process process =
        builder(line)
            .redirectOutput(directory.resolve(OUT).toFile())
            .redirectError(directory.resolve(ERR).toFile())
            .start();
    process.getOutputStream().close();
    return process;
  }

  /** What the last line that was started has written. */
  Ended ended(int code) throws IOException {
    return new Ended(
        code,
        Files.readString(directory.resolve(OUT), StandardCharsets.UTF_8),
        Files.readString(directory.resolve(ERR), StandardCharsets.UTF_8));
  }

  /** Runs a command that asks no server in this process, which is quicker. */
  Ended here(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> own = new HashMap<>(environment);
    own.put("LW_MIGRATE_JOURNAL_DIR", journals().toString());
    int code;
    try (PrintStream text = new PrintStream(err, false, StandardCharsets.UTF_8)) {
      Shell shell =
          new Shell(
              "lw-migrate",
              InputStream.nullInputStream(),
              out,
              text,
              Shell.ofProcess().terminals(),
              own::get,
              directory);
      List<String> withOutput = new ArrayList<>(List.of(args));
      if (args[0].equals("export")) {
        withOutput.addAll(List.of("--output", "-"));
      }
      code = new Program(shell).run(withOutput.toArray(String[]::new));
    }
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Starts a line and leaves its streams to the caller. */
  ProcessBuilder builder(String line) {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of("sh", "-c", line)));
    builder.directory(directory.toFile());
    builder.environment().remove("LW_MIGRATE_JOURNAL_DIR");
    builder.environment().putAll(environment);
    builder
        .environment()
        .merge("PATH", directory.resolve("bin").toString(), (old, own) -> own + ":" + old);
    return builder;
  }
}
