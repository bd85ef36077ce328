package io.github.lwmigrate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lwmigrate.cli.PackagedProgram.Ended;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs and journals that do not take what is written to them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a POSIX shell")
@Execution(ExecutionMode.CONCURRENT)
class BrokenOutputIT {

  private static final long SEED = 1;
  private static final int DEVICES = 8;
  private static final int MANY = 90;
  private static final String EXPORT = "lw-migrate tts application my-app";

  /** A file size limit, in the blocks of a shell. */
  private static final int BLOCK = 512;

  @TempDir Path directory;

  private PackagedProgram program(KnownOrigin origin) {
    return new PackagedProgram(directory).environment(origin.environment());
  }

  private Undisturbed undisturbed(int devices, String flags) throws Exception {
    try (KnownOrigin origin = KnownOrigin.start(SEED, devices)) {
      return Undisturbed.run(directory, origin, EXPORT + flags);
    }
  }

  private static void assertResumes(
      PackagedProgram program, KnownOrigin origin, Undisturbed undisturbed) throws Exception {
    assertThat(program.here("runs", "--format", "json").out()).contains("\"state\":\"unfinished\"");

    Ended resumed = program.run("lw-migrate resume " + program.run() + " > devices.json");

    undisturbed.assertReachedAnew(resumed, Files.readString(program.file("devices.json")), origin);
    assertThat(program.here("runs", "--format", "json").out()).contains("\"state\":\"ended\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " --delete-source-device",
        " --no-session",
        " --no-session --delete-source-device"
      })
  void fullDevice_takesNothing_andNothingIsDoneForGood(String flags) throws Exception {
    Undisturbed undisturbed = undisturbed(DEVICES, flags);
    try (KnownOrigin origin = KnownOrigin.start(SEED, DEVICES)) {
      PackagedProgram program = program(origin);

      Ended ended = program.run(EXPORT + flags + " > /dev/full");

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err())
          .contains("No space left on device", program.run(), "resume")
          .doesNotContain("\tat ");
      undisturbed.assertNothingIsLost(program, origin);
      assertThat(origin.registered()).hasSize(DEVICES);
      if (flags.contains("--no-session")) {
        assertThat(origin.changes())
            .as("only a multicast group, which keeps its session, is frozen before")
            .allMatch(operation -> operation.deviceId().equals(KnownOrigin.id(6)));
      }
      assertResumes(program, origin, undisturbed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" --delete-source-device", " --no-session --delete-source-device"})
  void readerThatHasGone_endsTheRun(String flags) throws Exception {
    Undisturbed undisturbed = undisturbed(MANY, flags);
    try (KnownOrigin origin = KnownOrigin.start(SEED, MANY)) {
      PackagedProgram program = program(origin);

      Ended ended =
          program.run("(" + EXPORT + flags + "; echo $? > code.txt) | head -n 2 > some.json");

      assertThat(Files.readString(program.file("code.txt")).strip()).isEqualTo("1");
      assertThat(ended.err()).contains("Broken pipe", "resume").doesNotContain("\tat ");
      undisturbed.assertNothingIsLost(program, origin);
      assertResumes(program, origin, undisturbed);
    }
  }

  @Test
  void directoryThatMayNotBeWritten_isToldBeforeAnythingIsAsked() throws Exception {
    Path forbidden = Files.createDirectory(directory.resolve("forbidden"));
    Files.setPosixFilePermissions(forbidden, PosixFilePermissions.fromString("r-xr-xr-x"));
    String user = asUserWithoutPrivileges();
    try (KnownOrigin origin = KnownOrigin.start(SEED, DEVICES)) {
      PackagedProgram program = program(origin);

      Ended output = program.run(user + EXPORT + " --output forbidden/devices.json");
      assertThat(program.runs()).isEmpty();
      Ended journal = program.run(user + EXPORT + " --journal-dir forbidden/runs > devices.json");

      assertThat(output.code()).isEqualTo(2);
      assertThat(output.err()).contains("forbidden", "may not be written");
      assertThat(journal.code()).isEqualTo(3);
      assertThat(journal.err()).contains("forbidden", "may not be written");
      assertThat(program.file("devices.json")).isEmptyFile();
      assertThat(origin.stack().operations()).isEmpty();
    }
  }

  /** The superuser may write everywhere, unless that is taken from it. */
  private static String asUserWithoutPrivileges() throws Exception {
    if (!System.getProperty("user.name").equals("root")) {
      return "";
    }
    String line = "setpriv --bounding-set=-dac_override,-dac_read_search ";
    Process process =
        new ProcessBuilder("sh", "-c", line + "true")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assumeTrue(process.waitFor() == 0, "setpriv takes privileges away");
    return line;
  }

  /** The limit is for the journal too, so the output begins just below it. */
  @Test
  void fileSizeLimit_endsTheRunInALine() throws Exception {
    String flags = " --delete-source-device";
    int blocks = 40_000;
    Undisturbed undisturbed = undisturbed(DEVICES, flags);
    try (KnownOrigin origin = KnownOrigin.start(SEED, DEVICES)) {
      PackagedProgram program = program(origin);
      Path large = program.file("large.json");
      try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
        file.setLength((long) blocks * BLOCK - undisturbed.lines().get(0).length() - 100);
      }

      Ended ended = program.run("ulimit -f " + blocks + "; " + EXPORT + flags + " >> large.json");

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).contains("File too large", "resume").doesNotContain("\tat ");
      undisturbed.assertNothingIsLost(program, origin);
      assertThat(origin.registered()).hasSizeGreaterThanOrEqualTo(DEVICES - 1);
      assertResumes(program, origin, undisturbed);
    }
  }

  @Test
  void fileSizeLimit_leavesWholeLinesInAFile() throws Exception {
    String flags = " --no-session --delete-source-device";
    int blocks = 40_000;
    Undisturbed undisturbed = undisturbed(DEVICES, flags);
    try (KnownOrigin origin = KnownOrigin.start(SEED, DEVICES)) {
      PackagedProgram program = program(origin);
      Path file = program.file("devices.json");
      String line = "{\"ids\":{\"device_id\":\"earlier\"},\"name\":\"";
      int length = blocks * BLOCK - undisturbed.lines().get(0).length() - 100;
      Files.writeString(file, line + "x".repeat(length - line.length() - 3) + "\"}\n");

      Ended ended =
          program.run(
              "ulimit -f " + blocks + "; " + EXPORT + flags + " --output devices.json --append");

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err())
          .contains("File too large", "whole lines only", "resume")
          .doesNotContain("\tat ");
      assertThat(file).hasSize(length);
      List<String> partial = Files.readAllLines(program.file("devices.json.partial"));
      assertThat(Outputs.ids(String.join("\n", partial)))
          .containsExactly("earlier", KnownOrigin.id(0));
      undisturbed.assertNothingIsLost(program, origin);
      Ended resumed = program.run("lw-migrate resume " + program.run());
      List<String> lines = Files.readAllLines(file);
      undisturbed.assertReachedAnew(
          resumed, String.join("\n", lines.subList(1, lines.size())), origin);
    }
  }

  /** The output goes through a process that has no limit; the journal meets it. */
  @ParameterizedTest
  @ValueSource(ints = {2600, 3200, 4500})
  void journalThatIsFull_endsTheRun(int blocks) throws Exception {
    String flags = " --delete-source-device";
    Undisturbed undisturbed = undisturbed(MANY, flags);
    try (KnownOrigin origin = KnownOrigin.start(SEED, MANY)) {
      PackagedProgram program = program(origin);

      Ended ended =
          program.run(
              "(ulimit -f "
                  + blocks
                  + "; "
                  + EXPORT
                  + flags
                  + "; echo $? > code.txt) | cat > some.json");

      assertThat(Files.readString(program.file("code.txt")).strip()).isIn("1", "3");
      assertThat(ended.err())
          .contains("is full, or a limit for file sizes was reached")
          .doesNotContain("\tat ");
      undisturbed.assertNothingIsLost(program, origin);
      assertResumes(program, origin, undisturbed);
    }
  }
}
