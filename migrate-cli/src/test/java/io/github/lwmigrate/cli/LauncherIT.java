package io.github.lwmigrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher at the top of the project, beside a jar that is built already. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is another launcher for it")
class LauncherIT {

  @TempDir Path directory;

  private Path home;

  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void install() throws Exception {
    home = directory.resolve("a home with blanks");
    Path target = home.resolve("migrate-cli").resolve("target");
    Files.createDirectories(target);
    Files.copy(PackagedProgram.JAR, target.resolve("lw-migrate.jar"));
    Path launcher = home.resolve("lw-migrate");
    Files.copy(Path.of("..", "lw-migrate"), launcher);
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(home.resolve("ttn-lw-migrate"), Path.of("lw-migrate"));
  }

  @Test
  void launcher_startsFromAnywhere_byEitherName_andPreparesClassesOnce() throws Exception {
    Path link = directory.resolve("linked");
    Files.createSymbolicLink(link, home.resolve("ttn-lw-migrate"));

    Ended first = run(link.toString(), "--version");
    List<Path> archives = archives();
    Ended second = run(home.resolve("ttn-lw-migrate").toString(), "sources", "--help");

    assertThat(first.code()).isZero();
    assertThat(first.out()).startsWith("lw-migrate ");
    assertThat(first.err()).isEmpty();
    assertThat(second.out()).contains("Usage: ttn-lw-migrate sources");
    assertThat(archives).isNotEmpty().isEqualTo(archives());
    assertThat(archives.get(0).getFileName().toString())
        .contains(System.getProperty("java.version").replaceAll("[^0-9.].*", ""));
  }

  @Test
  void launcher_handsOnArgumentsAndExitCodes() throws Exception {
    Path launcher = home.resolve("lw-migrate");

    Ended ended = run(launcher.toString(), "validate", "no such\"file's.json");

    assertThat(ended.code()).isNotZero();
    assertThat(ended.err()).contains("no such\"file's.json");
    assertThat(run(launcher.toString(), "device", "a b").code()).isEqualTo(2);
  }

  private List<Path> archives() throws Exception {
    try (var files = Files.list(home.resolve("migrate-cli").resolve("target"))) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }

  private Ended run(String... command) throws Exception {
    Path out = directory.resolve("out.txt");
    Path err = directory.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    int code = process.waitFor();
    return new Ended(
        code,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
