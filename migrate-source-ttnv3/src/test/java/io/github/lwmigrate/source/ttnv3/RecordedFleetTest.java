package io.github.lwmigrate.source.ttnv3;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.json.DeviceJson;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.stack.FieldPath;
import io.github.lwmigrate.stack.StackServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What real servers answered, served again, against what the reference tool made of it. */
@Tag("conformance")
class RecordedFleetTest {

  private static final Map<String, StackServer> SERVERS =
      Map.of(
          "is", StackServer.IDENTITY_SERVER,
          "js", StackServer.JOIN_SERVER,
          "as", StackServer.APPLICATION_SERVER,
          "ns", StackServer.NETWORK_SERVER);

  private static final List<String> KEPT =
      List.of("version_ids", "serial_number", "lora_alliance_profile_ids");

  private static final List<String> DROPPED =
      List.of(
          "pending_session",
          "pending_mac_state",
          "net_id",
          "network_server_kek_label",
          "application_server_kek_label",
          "application_server_id",
          "service_profile_id",
          "picture",
          "mac_settings.schedule_downlinks");

  private static final List<String> RESTARTED =
      List.of(
          "session",
          "mac_settings.resets_f_cnt",
          "mac_settings.rx1_delay",
          "mac_settings.desired_rx1_delay");

  private static final List<String> STATUS =
      List.of("battery_percentage", "downlink_margin", "power_state");

  @Test
  void withSession_differsFromTheReferenceOnlyWhereThatWasDecided() throws IOException {
    assertThat(differences("dryrun", MigrationPolicy.withSession().leaveOriginLive().build()))
        .isEmpty();
  }

  @Test
  void withoutSession_differsFromTheReferenceOnlyWhereThatWasDecided() throws IOException {
    assertThat(differences("dryrun-nosession", MigrationPolicy.withoutSession().build())).isEmpty();
  }

  private static List<String> differences(String run, MigrationPolicy policy) throws IOException {
    Map<String, EndDevice> recorded = new TreeMap<>();
    for (JsonObject row : rows("tool-export")) {
      if (row.get("run").getAsString().equals(run)) {
        recorded.put(
            row.get("device").getAsString(), DeviceJson.read(row.get("json").toString()).toProto());
      }
    }
    List<String> differences = new ArrayList<>();
    try (Origin origin = Origin.of(network -> network.application("src-app"))) {
      for (JsonObject row : rows("fleet")) {
        serve(origin, row);
      }
      var key = origin.stack.apiKey("src-app");
      try (TtnV3Source source =
          TtnV3Source.builder()
              .address(origin.stack.address())
              .plaintext()
              .application("src-app", key::token)
              .build()) {
        MigrationReport report =
            Migration.from(source).policy(policy).build().plan(Selection.all());
        assertThat(report.outcomes()).hasSize(recorded.size());
        for (Outcome outcome : report.outcomes()) {
          EndDevice theirs = recorded.get(outcome.origin().deviceId());
          EndDevice ours =
              outcome
                  .exported()
                  .orElseThrow(() -> new AssertionError(outcome.toString()))
                  .toProto();
          if (theirs == null) {
            differences.add(outcome.origin() + " is not among the recorded");
          } else {
            compare(outcome.origin().deviceId(), ours, theirs, policy.movesSession(), differences);
          }
        }
      }
    }
    return differences;
  }

  private static void compare(
      String device,
      EndDevice ours,
      EndDevice theirs,
      boolean movesSession,
      List<String> differences) {
    TreeSet<String> paths = new TreeSet<>(FieldPath.setLeaves(ours));
    paths.addAll(FieldPath.setLeaves(theirs));
    for (String path : paths) {
      Optional<Object> one = FieldPath.ofDevice(path).get(ours);
      Optional<Object> other = FieldPath.ofDevice(path).get(theirs);
      if (path.equals("attributes")) {
        one = Optional.of(ours.getAttributesMap());
        other = Optional.of(theirs.getAttributesMap());
      }
      if (!one.equals(other)
          && !decided(path, one.isPresent(), other.isPresent(), theirs, movesSession)) {
        differences.add(
            device
                + " "
                + path
                + ": "
                + (one.isEmpty() ? "missing" : other.isEmpty() ? "too much" : "other value"));
      }
    }
  }

  private static boolean decided(
      String path, boolean ours, boolean theirs, EndDevice device, boolean movesSession) {
    if (ours && theirs) {
      // Times are the earliest and latest of the four servers.
      return path.equals("created_at") || path.equals("updated_at");
    }
    boolean joins = device.getSupportsJoin();
    if (ours) {
      // The reference loses what only the Identity Server has, and makes ABP and multicast devices
      // without a session, which no target takes.
      return isBelow(path, KEPT) || (!movesSession && !joins && isBelow(path, RESTARTED));
    }
    return isBelow(path, DROPPED)
        || (!movesSession && isBelow(path, STATUS))
        || (!joins && path.equals("session.keys.session_key_id"));
  }

  private static boolean isBelow(String path, List<String> parents) {
    return parents.stream().anyMatch(parent -> (path + ".").startsWith(parent + "."));
  }

  private static void serve(Origin origin, JsonObject row) throws IOException {
    for (Map.Entry<String, StackServer> server : SERVERS.entrySet()) {
      JsonObject part = row.getAsJsonObject(server.getKey());
      if (part.has("pb")) {
        byte[] bytes = Base64.getDecoder().decode(part.get("pb").getAsString());
        origin.put(EndDevice.parseFrom(bytes), server.getValue());
      }
    }
  }

  private static List<JsonObject> rows(String name) throws IOException {
    String folder = System.getProperty("lwmigrate.conformance", "");
    Assumptions.assumeTrue(!folder.isBlank(), "no recordings");
    List<JsonObject> rows = new ArrayList<>();
    Path file = Path.of(folder, "ttnv3", name + ".jsonl.gz");
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        rows.add(JsonParser.parseString(line).getAsJsonObject());
      }
    }
    return rows;
  }
}
