package io.github.lwmigrate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.lwmigrate.json.DeviceJson;
import io.github.lwmigrate.json.DeviceJsonException;
import io.github.lwmigrate.json.ReadOptions;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.stack.FieldMasks;
import io.github.lwmigrate.stack.FieldMasks.Access;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Devices that the real command line program brought to the real servers, and what became of them.
 */
class RecordedImportsTest {
  private static final String APPLICATION = "dst-app";

  /** Outside what is simulated. */
  private static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          Map.entry("eui-taken", "collides with a device that was there before"),
          Map.entry("name-nul", "characters that the database of the real servers drops"),
          Map.entry("net-id-zero", "the program does not send a NetID of zeros"),
          Map.entry("sess-key-id-empty", "the program tells an empty id from an absent one"),
          Map.entry("provisioner", "provisioning data of secure elements"));

  private static final Pattern SERVER_ERROR =
      Pattern.compile("(?m)^(?:--- )?error:pkg/(?!types:|util/io:)");
  private static final ReadOptions READING =
      ReadOptions.strict().leaveOutUnknownFields().takeLastOfDuplicates();

  /** Breaks two rules, of which any may be reported. */
  private static final Set<String> UNSTABLE = Set.of("abp-no-session");

  private static final Map<StackServer, String> STORED =
      Map.of(
          StackServer.IDENTITY_SERVER, "is",
          StackServer.JOIN_SERVER, "js",
          StackServer.APPLICATION_SERVER, "as",
          StackServer.NETWORK_SERVER, "ns");

  private @Nullable SimulatedThingsStack stack;

  @BeforeEach
  void start() {
    stack = SimulatedThingsStack.builder().application(APPLICATION).start();
  }

  @AfterEach
  void stop() {
    stack().close();
  }

  @TestFactory
  Stream<DynamicTest> imports_end_as_on_the_real_servers() throws IOException {
    return replayed(Recordings.selected("recorded-imports"));
  }

  @TestFactory
  @Tag("conformance")
  Stream<DynamicTest> all_recorded_imports_end_as_on_the_real_servers() throws IOException {
    return replayed(Recordings.rows("ttnv3", "import-verdicts"));
  }

  @TestFactory
  @Tag("conformance")
  Stream<DynamicTest> recorded_exports_are_taken_or_refused_as_on_the_real_servers()
      throws IOException {
    Map<String, JsonObject> exported = new HashMap<>();
    for (JsonObject row : Recordings.rows("ttnv3", "tool-export")) {
      exported.put(text(row, "run") + " " + text(row, "device"), row.getAsJsonObject("json"));
    }
    return Recordings.rows("ttnv3", "export-import-verdicts").stream()
        .map(
            row -> {
              String name = text(row, "run") + " " + text(row, "label");
              JsonObject device = Objects.requireNonNull(exported.get(name));
              return DynamicTest.dynamicTest(name, () -> importExported(row, device));
            });
  }

  @TestFactory
  @Tag("conformance")
  Stream<DynamicTest> recorded_exports_of_the_older_network_too() throws IOException {
    return Recordings.rows("ttnv3", "v2-import-verdicts").stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    text(row, "case"), () -> importExported(row, row.getAsJsonObject("device"))));
  }

  private void importExported(JsonObject row, JsonObject json) {
    EndDevice device = DeviceJson.read(json.toString(), READING).device().toProto();
    try (TestClient client = TestClient.of(stack(), stack().apiKey(APPLICATION))) {
      new CommandLineImport(client, APPLICATION).create(device);
      assertThat(text(row, "verdict")).isEqualTo("accepted");
      for (StackServer server : StackServer.values()) {
        stack().remove(server, APPLICATION, device.getIds().getDeviceId());
      }
    } catch (StatusRuntimeException refusal) {
      assertThat(text(row, "verdict")).as("%s", refusal).isEqualTo("rejected");
      assertThat(text(row, row.has("stderr") ? "stderr" : "errors"))
          .contains("error:" + TestClient.errorName(refusal) + " (");
    }
  }

  private static String text(JsonObject row, String name) {
    return row.get(name).getAsString();
  }

  private Stream<DynamicTest> replayed(List<JsonObject> rows) {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonObject row : rows) {
      String label = row.get("label").getAsString();
      if (!LEFT_OUT.containsKey(label) && reachesTheServers(row)) {
        tests.add(DynamicTest.dynamicTest(label, () -> replay(row)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(50);
    return tests.stream();
  }

  private void replay(JsonObject row) throws InvalidProtocolBufferException {
    EndDevice device = device(row);
    try (TestClient client = TestClient.of(stack(), stack().apiKey(APPLICATION))) {
      CommandLineImport imported = new CommandLineImport(client, APPLICATION);
      if (row.get("verdict").getAsString().equals("accepted")) {
        imported.create(device);
        if (row.has("stored")) {
          assertStored(client, row.getAsJsonObject("stored"), device.getIds().getDeviceId());
        }
      } else {
        String errors = row.get("errors").getAsString();
        assertThatThrownBy(() -> imported.create(device), row.get("label").getAsString())
            .isInstanceOfSatisfying(
                StatusRuntimeException.class,
                refusal -> {
                  assertThat(errors).contains("error:" + TestClient.errorName(refusal) + " (");
                  if (!UNSTABLE.contains(row.get("label").getAsString())) {
                    assertField(refusal, errors);
                  }
                });
      }
    }
  }

  private static void assertField(StatusRuntimeException refusal, String errors) {
    Objects.requireNonNull(TestClient.details(refusal))
        .getAttributes()
        .getFieldsMap()
        .forEach(
            (name, value) -> {
              if (name.equals("field")) {
                assertThat(errors).contains("`" + value.getStringValue() + "`");
              }
            });
  }

  private static void assertStored(TestClient client, JsonObject stored, String deviceId)
      throws InvalidProtocolBufferException {
    for (Map.Entry<StackServer, String> server : STORED.entrySet()) {
      JsonObject recorded = stored.getAsJsonObject(server.getValue());
      if (recorded != null && recorded.has("pb")) {
        EndDevice expected =
            EndDevice.parseFrom(Base64.getDecoder().decode(recorded.get("pb").getAsString()));
        EndDevice found =
            client.get(server.getKey(), APPLICATION, deviceId, parents(server.getKey()));
        assertThat(comparable(found))
            .as("on the %s", server.getKey())
            .isEqualTo(comparable(expected));
      }
    }
  }

  private static String[] parents(StackServer server) {
    return FieldMasks.allowed(server, Access.READ, StackVersion.REFERENCE).stream()
        .filter(path -> path.indexOf('.') < 0)
        .toArray(String[]::new);
  }

  /** Without times of the servers. */
  private static EndDevice comparable(EndDevice device) {
    EndDevice.Builder compared = device.toBuilder().clearCreatedAt().clearUpdatedAt();
    if (compared.hasSession()) {
      compared.getSessionBuilder().clearStartedAt();
    }
    return compared.build();
  }

  /** The program refuses some devices itself, and so does our reader, which is stricter. */
  private static boolean reachesTheServers(JsonObject row) {
    if (!row.has("device")
        || (row.has("errors") && !SERVER_ERROR.matcher(row.get("errors").getAsString()).find())) {
      return false;
    }
    try {
      return !device(row).getIds().getDeviceId().isEmpty();
    } catch (DeviceJsonException e) {
      return false;
    }
  }

  private static EndDevice device(JsonObject row) {
    return DeviceJson.read(row.get("device").toString(), READING).device().toProto();
  }

  private SimulatedThingsStack stack() {
    return Objects.requireNonNull(stack);
  }
}
