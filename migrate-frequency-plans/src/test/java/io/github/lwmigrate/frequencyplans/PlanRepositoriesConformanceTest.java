package io.github.lwmigrate.frequencyplans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lwmigrate.json.DeviceJson;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.lorawan.MacStateInput;
import io.github.lwmigrate.lorawan.MacStates;
import io.github.lwmigrate.lorawan.PhyVersion;
import io.github.lwmigrate.lorawan.RegionalParametersException;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Repositories of frequency plans that were given to the real store. */
@Tag("conformance")
class PlanRepositoriesConformanceTest {

  @TempDir Path folder = Path.of("");

  @TestFactory
  Stream<DynamicTest> everyRecordedRepository_givesTheRecordedStateOrError() {
    return rows("plan-errors").stream()
        .map(row -> DynamicTest.dynamicTest(row.get("name").getAsString(), () -> replay(row)));
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedPlan_isReadFromItsText() {
    return rows("plans").stream()
        .map(row -> DynamicTest.dynamicTest(row.get("id").getAsString(), () -> readBack(row)));
  }

  private void replay(JsonObject row) throws IOException {
    Path directory = Files.createTempDirectory(folder, "plans");
    for (Map.Entry<String, JsonElement> file : row.getAsJsonObject("files").entrySet()) {
      Files.writeString(directory.resolve(file.getKey()), file.getValue().getAsString());
    }
    FrequencyPlans plans = FrequencyPlanRepository.of(directory);
    String id = row.get("id").getAsString();
    if (row.get("ok").getAsBoolean()) {
      assertThat(state(plans, id)).isEqualTo(expected(row.getAsJsonObject("mac_state")));
      return;
    }
    assertThatThrownBy(() -> state(plans, id))
        .isInstanceOfSatisfying(
            RegionalParametersException.class,
            failure -> {
              if (row.has("error_names")) {
                assertThat(failure.serverErrors())
                    .containsExactlyElementsOf(
                        row.getAsJsonArray("error_names").asList().stream()
                            .map(JsonElement::getAsString)
                            .toList());
                assertThat(failure.statusCode()).isEqualTo(row.get("code").getAsInt());
              }
            });
  }

  private void readBack(JsonObject row) throws IOException {
    String id = row.get("id").getAsString();
    Path directory = Files.createTempDirectory(folder, "plan");
    Files.writeString(directory.resolve("plan.yml"), row.get("yaml").getAsString());
    Files.writeString(
        directory.resolve("frequency-plans.yml"), "- id: " + id + "\n  file: plan.yml\n");
    assertThat(FrequencyPlanRepository.of(directory).get(id))
        .isEqualTo(FrequencyPlans.bundled().get(id));
  }

  private static MACState state(FrequencyPlans plans, String id) {
    return MacStates.create(
        MacStateInput.builder(plans.get(id), PhyVersion.PHY_V1_0_2_REV_B, MACVersion.MAC_V1_0_2)
            .build());
  }

  private static MACState expected(JsonObject state) {
    JsonObject device = new JsonObject();
    device.add("mac_state", state);
    return DeviceJson.read(device.toString()).toProto().getMacState();
  }

  private static List<JsonObject> rows(String name) {
    String folder = System.getProperty("lwmigrate.conformance", "");
    Assumptions.assumeTrue(!folder.isBlank(), "no folder of recorded vectors");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Path.of(folder, name + ".jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      return reader.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
