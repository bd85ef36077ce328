package io.github.lwmigrate.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.json.DeviceJson;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts a program that has the whole SDK on its module path. */
class ModulePathTest {

  @Test
  void exportOfASimulatedApplication_worksOnTheModulePath(@TempDir Path folder) throws Exception {
    String modulePath =
        Path.of("target", "classes").toAbsolutePath()
            + File.pathSeparator
            + Files.readString(Path.of("target", "module-path.txt"));
    Path out = folder.resolve("out.txt");
    Path errors = folder.resolve("errors.txt");
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                modulePath,
                "--module",
                "io.github.lwmigrate.verification/" + ModulePathProgram.class.getName(),
                folder.toString())
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start();

    assertThat(program.waitFor()).as(Files.readString(errors)).isZero();
    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSize(28).first().isEqualTo("EU_863_870");
    assertThat(lines.get(21)).isEqualTo("{PLANNED=20}");
    assertThat(lines).last().isEqualTo("{PLANNED=5}");
    lines.removeIf(line -> !line.startsWith("{\"ids\""));
    assertThat(lines)
        .hasSize(25)
        .allSatisfy(line -> assertThat(DeviceJson.read(line).deviceId()).isNotEmpty());
  }
}
