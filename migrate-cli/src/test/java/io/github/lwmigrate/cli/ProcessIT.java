package io.github.lwmigrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.cli.PackagedProgram.Ended;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.Hold;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: exit codes, pipes, signals, what the jar holds. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a POSIX shell")
class ProcessIT {

  @TempDir Path directory;

  private PackagedProgram program;

  @BeforeEach
  void prepare() {
    program = new PackagedProgram(directory);
  }

  @Test
  void exitCodes_areThoseOfTheHelp() throws Exception {
    assertThat(program.run("lw-migrate --version").code()).isZero();
    assertThat(program.run("lw-migrate device").code()).isEqualTo(2);
    assertThat(program.run("echo '{' | lw-migrate validate -").code()).isEqualTo(1);
    Ended piped =
        program.run(
            "lw-migrate demo --devices 3 > /dev/null && lw-migrate normalize devices.json"
                + " | lw-migrate app --source json --json.file -");
    assertThat(piped.code()).isZero();
    assertThat(piped.out().lines()).hasSize(3);
    Ended unreachable =
        program.run(
            "TTS_APP_API_KEY=NNSXS.A.B lw-migrate tts app my-app --insecure"
                + " --default-grpc-address 127.0.0.1:1");
    assertThat(unreachable.code()).isEqualTo(3);
    assertThat(unreachable.err())
        .contains("127.0.0.1:1")
        .contains("WARN StackReader", "usual are 39 and 52")
        .doesNotContain("\tat ");
  }

  @Test
  void simulatedNetwork_printsTheEnvironmentToUse_andEndsWithItsInput() throws Exception {
    Process simulator =
        program.builder("exec lw-migrate simulate ttnv3 --devices 7 --seed 3 --tls").start();
    Map<String, String> environment = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(simulator.getInputStream(), StandardCharsets.UTF_8))) {
      while (environment.size() < 4) {
        String line = lines.readLine();
        int separator = line.indexOf('=');
        environment.put(line.substring(0, separator), line.substring(separator + 1));
      }
      assertThat(environment)
          .containsOnlyKeys(
              "TTS_APP_ID", "TTS_APP_API_KEY", "TTS_DEFAULT_GRPC_ADDRESS", "TTS_CA_FILE");

      Ended ended = program.environment(environment).run("ttn-lw-migrate tts application");

      assertThat(ended.code()).isZero();
      assertThat(ended.out().lines()).hasSize(7);
      simulator.getOutputStream().close();
      assertThat(simulator.waitFor()).isZero();
      assertThat(Path.of(environment.get("TTS_CA_FILE"))).doesNotExist();
    } finally {
      simulator.destroyForcibly();
    }
  }

  @Test
  void interruption_endsTheRunInGoodOrder() throws Exception {
    try (SimulatedThingsStack stack =
        SimulatedThingsStack.builder().application("my-app", Fleet.seeded(1, 20)).start()) {
      Hold hold =
          stack.faults().on("JsEndDeviceRegistry/Get").device("device-00000000").times(1).held();
      Process export =
          program
              .environment(
                  Map.of(
                      "TTS_APP_API_KEY",
                      stack.apiKey("my-app").token(),
                      "TTS_DEFAULT_GRPC_ADDRESS",
                      stack.address(),
                      "TTS_INSECURE",
                      "true"))
              .builder("exec lw-migrate tts application my-app --output devices.json")
              .start();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(export.getErrorStream(), StandardCharsets.UTF_8))) {
        assertThat(hold.awaitReached(Duration.ofMinutes(1))).isTrue();
        export.toHandle().destroy();
        String line = lines.readLine();
        while (!line.startsWith("Ending: what is under way is finished first.")) {
          line = lines.readLine();
        }
        hold.release();

        assertThat(lines.lines()).anyMatch(text -> text.contains(" not started"));
        assertThat(export.waitFor()).isEqualTo(128 + 15);
      } finally {
        export.destroyForcibly();
      }
      assertThat(directory.resolve("devices.json")).doesNotExist();
    }
  }

  @Test
  void readerThatHasGone_isAFailureAndNoDefect() throws Exception {
    Ended ended =
        program.run(
            "lw-migrate demo --devices 30 > /dev/null; (lw-migrate application --source json"
                + " --json.file devices.json; echo $? > code.txt) | true");

    assertThat(Files.readString(program.file("code.txt")).strip()).isEqualTo("1");
    assertThat(ended.err()).contains("failed").doesNotContain("\tat ");
  }

  @Test
  void jar_holdsOneTransport_andEveryProvider() throws Exception {
    try (JarFile jar = new JarFile(PackagedProgram.JAR.toFile())) {
      List<String> names = jar.stream().map(entry -> entry.getName()).toList();

      assertThat(names).anyMatch(name -> name.startsWith("io/grpc/okhttp/"));
      assertThat(names).noneMatch(name -> name.contains("netty"));
      assertThat(names).noneMatch(name -> name.startsWith("META-INF/versions/"));
      assertThat(names).noneMatch(name -> name.endsWith("module-info.class"));
      for (String service :
          List.of(
              "io.grpc.LoadBalancerProvider",
              "io.grpc.NameResolverProvider",
              "io.grpc.ManagedChannelProvider",
              "io.grpc.ServerProvider",
              "io.github.lwmigrate.spi.SourceProvider")) {
        assertThat(names).contains("META-INF/services/" + service);
      }
    }
  }
}
