package io.github.lwmigrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.cli.PackagedProgram.Ended;
import io.github.lwmigrate.simulator.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Origins that lose answers, or are not there in the middle of a run. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a POSIX shell")
@Execution(ExecutionMode.CONCURRENT)
class UnreliableOriginIT {

  private static final long SEED = 1;
  private static final int DEVICES = 8;
  private static final String EXPORT = "lw-migrate tts application my-app";
  private static final List<String> CHANGING =
      List.of(
          "NsEndDeviceRegistry/Set",
          "JsEndDeviceRegistry/Set",
          "AsEndDeviceRegistry/Delete",
          "NsEndDeviceRegistry/Delete",
          "JsEndDeviceRegistry/Delete",
          "EndDeviceRegistry/Delete");

  @TempDir Path directory;

  private static KnownOrigin origin() {
    return KnownOrigin.start(SEED, DEVICES);
  }

  private Undisturbed undisturbed(String flags) throws Exception {
    try (KnownOrigin origin = origin()) {
      return Undisturbed.run(directory, origin, EXPORT + flags);
    }
  }

  private PackagedProgram program(KnownOrigin origin) {
    return new PackagedProgram(directory).environment(origin.environment());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " --invalidate-app-key",
        " --delete-source-device --invalidate-app-key",
        " --no-session --invalidate-app-key",
        " --no-session --delete-source-device --invalidate-app-key"
      })
  void answerLostOfEveryChangingCall_changesNothing(String flags) throws Exception {
    Undisturbed undisturbed = undisturbed(flags);
    try (KnownOrigin origin = origin()) {
      PackagedProgram program = program(origin);
      for (String device : origin.ids()) {
        CHANGING.forEach(method -> origin.stack().faults().on(method).device(device).answerLost());
      }

      Ended ended = program.run(EXPORT + flags);

      undisturbed.assertReached(ended, ended.out(), origin);
      Map<String, Boolean> lost = new TreeMap<>();
      for (Operation change : origin.changes()) {
        lost.merge(change.method() + " " + change.deviceId(), change.lost(), Boolean::logicalOr);
      }
      assertThat(lost).isNotEmpty().doesNotContainValue(false);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NsEndDeviceRegistry/Set,' --delete-source-device'",
    "JsEndDeviceRegistry/Set,' --no-session --invalidate-app-key'",
    "AsEndDeviceRegistry/Delete,' --no-session --delete-source-device'",
    "NsEndDeviceRegistry/Delete,' --delete-source-device'",
    "JsEndDeviceRegistry/Delete,' --no-session --delete-source-device'",
    "EndDeviceRegistry/Delete,' --delete-source-device'"
  })
  void answerLostFromAServerThatGoesAway_endsTheRun_andItGoesOnLater(String method, String flags)
      throws Exception {
    Undisturbed undisturbed = undisturbed(flags);
    String device = KnownOrigin.id(4);
    try (KnownOrigin origin = origin()) {
      PackagedProgram program = program(origin);
      origin.stack().faults().on(method).device(device).answerLost();
      origin.stack().faults().on(method).device(device).fromCall(2).always().unavailable();

      Ended ended = program.run(EXPORT + flags);

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err())
          .contains("failed my-app/" + device, "upstream connect error", "resume " + program.run())
          .doesNotContain("\tat ");
      undisturbed.assertNothingIsLost(program, origin);
      assertResumes(program, origin, undisturbed);
    }
  }

  private static void assertResumes(
      PackagedProgram program, KnownOrigin origin, Undisturbed undisturbed) throws Exception {
    origin.stack().faults().clear();

    Ended resumed = program.run("lw-migrate resume " + program.run() + " > devices.json");

    undisturbed.assertReached(resumed, Files.readString(program.file("devices.json")), origin);
  }

  @ParameterizedTest
  @CsvSource({
    "NsEndDeviceRegistry/Get,5,' --delete-source-device'",
    "JsEndDeviceRegistry/Get,5,' --no-session --delete-source-device'",
    "NsEndDeviceRegistry/Set,4,''",
    "AsEndDeviceRegistry/Delete,3,' --no-session --delete-source-device'"
  })
  void serverThatGoesAway_endsTheRun_andItGoesOnLater(String method, int call, String flags)
      throws Exception {
    Undisturbed undisturbed = undisturbed(flags);
    try (KnownOrigin origin = origin()) {
      PackagedProgram program = program(origin);
      origin.stack().faults().on(method).fromCall(call).always().unavailable();

      Ended ended = program.run(EXPORT + flags + " > devices.json");

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err())
          .contains("failed my-app/", "upstream connect error", "resume")
          .doesNotContain("\tat ");
      undisturbed.assertNothingIsLost(program, origin);
      if (method.endsWith("/Get")) {
        assertThat(origin.changes().stream().map(Operation::deviceId).distinct())
            .as("devices that were changed were read whole")
            .allMatch(device -> hasAnswered(origin, method, device));
      }
      assertResumes(program, origin, undisturbed);
    }
  }

  private static boolean hasAnswered(KnownOrigin origin, String method, String device) {
    return origin.calls(device).stream()
        .anyMatch(call -> call.method().equals(method) && !call.status().equals("UNAVAILABLE"));
  }

  @Test
  void originThatIsNotThere_leavesNoRun() throws Exception {
    KnownOrigin origin = origin();
    PackagedProgram program = program(origin);
    origin.close();

    Ended ended = program.run(EXPORT + " > devices.json");

    assertThat(ended.code()).as(ended.err()).isEqualTo(3);
    assertThat(program.runs()).isEmpty();
    assertThat(ended.err()).doesNotContain("resume", "\tat ");
  }
}
