package io.github.lwmigrate.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.lwmigrate.cli.internal.Cli.Result;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanTest {

  private SimulatedThingsStack stack;
  private Cli cli;

  @BeforeEach
  void start() {
    stack =
        SimulatedThingsStack.builder()
            .application("my-app", Fleet.seeded(3, 30).withAwkwardDevices())
            .start();
    cli = new Cli().environment(StackEnvironment.of(stack, "my-app", Optional.empty()));
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void table_hasARowForEachDevice_countsAndAdvice_andNoKey() {
    Result result = cli.run("plan", "--source", "tts", "--tts.no-session");

    assertThat(result.lines().get(0)).contains("DEVICE", "VERDICT", "FINDINGS");
    assertThat(result.lines().stream().filter(line -> line.startsWith("my-app/device-")))
        .hasSizeGreaterThanOrEqualTo(27);
    assertThat(result.out()).contains("30 devices: ", "What to do next:", "join-needed");
    assertThat(result.out()).doesNotContainPattern("[0-9A-F]{32}");
  }

  @Test
  void json_hasAnObjectForEachDevice() {
    Result result = cli.run("plan", "application", "--source", "tts", "--format", "json");

    List<JsonObject> verdicts = result.objects();
    assertThat(verdicts).hasSize(30);
    for (int i = 0; i < verdicts.size(); i++) {
      JsonObject verdict = verdicts.get(i);
      assertThat(verdict.get("index").getAsInt()).isEqualTo(i);
      assertThat(verdict.getAsJsonObject("ids").get("device_id").getAsString()).isNotEmpty();
      assertThat(verdict.get("verdict").getAsString())
          .isIn("accepted", "rejected", "skipped", "failed", "not-started");
      verdict
          .getAsJsonArray("findings")
          .forEach(
              finding ->
                  assertThat(finding.getAsJsonObject().keySet())
                      .containsExactly("severity", "code", "field", "message", "remedy"));
    }
    boolean allAccepted =
        verdicts.stream().allMatch(each -> each.get("verdict").getAsString().equals("accepted"));
    assertThat(result.code()).isEqualTo(allAccepted ? ExitCode.DONE : ExitCode.DEVICES_LEFT);
    assertThat(result.out()).doesNotContainPattern("[0-9A-F]{32}");
  }

  @Test
  void plan_ofSomeDevices_isAskedForInSeveralWays() {
    for (String line :
        List.of(
            "plan --source tts device-00000001 device-00000002",
            "plan device --source ttnv3 device-00000001 device-00000002",
            "plan tts device device-00000001 device-00000002")) {
      Result result = cli.run((line + " --format json").split(" "));

      assertThat(result.objects()).as(line).hasSize(2);
    }
  }

  @Test
  void plan_hasTheVerdictsOfADryRun() {
    Result plan = cli.run("plan", "tts", "app", "--no-session", "--format=json");
    Result dry = cli.run("tts", "app", "--no-session", "--dry-run");

    List<String> accepted =
        plan.objects().stream()
            .filter(verdict -> verdict.get("verdict").getAsString().equals("accepted"))
            .map(verdict -> verdict.getAsJsonObject("ids").get("device_id").getAsString())
            .toList();
    assertThat(dry.deviceIds()).isEqualTo(accepted);
    assertThat(dry.code()).isEqualTo(plan.code());
  }
}
