package io.github.lwmigrate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.stack.FieldMasks;
import io.github.lwmigrate.stack.FieldMasks.Access;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What the real registries answered for a fleet, served from here. */
@Tag("conformance")
class RecordedFleetTest {
  private static final String APPLICATION = "src-app";
  private static final Map<StackServer, String> SERVERS =
      Map.of(
          StackServer.IDENTITY_SERVER, "is",
          StackServer.JOIN_SERVER, "js",
          StackServer.APPLICATION_SERVER, "as",
          StackServer.NETWORK_SERVER, "ns");

  private final SimulatedThingsStack stack =
      SimulatedThingsStack.builder().application(APPLICATION).start();
  private @Nullable TestClient client;

  @BeforeEach
  void connect() {
    client = TestClient.of(stack, stack.apiKey(APPLICATION));
  }

  @AfterEach
  void stop() {
    client().close();
    stack.close();
  }

  @TestFactory
  Stream<DynamicTest> registries_answer_what_they_answered() throws IOException {
    List<JsonObject> rows = Recordings.rows("ttnv3", "fleet");
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonObject row : rows) {
      for (StackServer server : StackServer.values()) {
        JsonObject recorded = row.getAsJsonObject(SERVERS.get(server));
        if (recorded.has("pb")) {
          stack.putRegistry(
              server,
              EndDevice.parseFrom(Base64.getDecoder().decode(recorded.get("pb").getAsString())));
        }
        String id = row.get("device").getAsString();
        tests.add(
            DynamicTest.dynamicTest(id + " on " + server, () -> compare(server, id, recorded)));
      }
    }
    return tests.stream();
  }

  private void compare(StackServer server, String id, JsonObject recorded) throws IOException {
    if (recorded.has("pb")) {
      assertThat(client().get(server, APPLICATION, id, parents(server)))
          .isEqualTo(
              EndDevice.parseFrom(Base64.getDecoder().decode(recorded.get("pb").getAsString())));
      assertThat(client().header("warning"))
          .isEqualTo(recorded.has("warning") ? recorded.get("warning").getAsString() : null);
    } else {
      StatusRuntimeException refusal =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () -> client().get(server, APPLICATION, id, parents(server)));
      assertThat(recorded.getAsJsonObject("error").get("message").getAsString())
          .isEqualTo(refusal.getStatus().getDescription());
    }
  }

  private static String[] parents(StackServer server) {
    return FieldMasks.allowed(server, Access.READ, StackVersion.REFERENCE).stream()
        .filter(path -> path.indexOf('.') < 0)
        .toArray(String[]::new);
  }

  private TestClient client() {
    return java.util.Objects.requireNonNull(client);
  }
}
