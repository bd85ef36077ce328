package io.github.lwmigrate.source.ttnv2;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.OnFailure;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.json.DeviceJson;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.simulator.ApiKey;
import io.github.lwmigrate.simulator.SimulatedTtnV2;
import io.github.lwmigrate.stack.FieldPath;
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

/**
 * Runs of the reference tool, made again: the same devices at a simulated network, what this source
 * makes of them against what the tool printed. Where the tool crashed, a device must come; where it
 * failed, none.
 */
@Tag("conformance")
class RecordedExportsTest {

  private static final int MARGIN = 5;

  /** Rows about things that are no mapping, and where they are tested instead. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("stdout/", "this is about sinks"),
          Map.entry("flag/prefix-invalid", "a policy with such a prefix cannot be built"),
          Map.entry("application/stdin-empty", "the command line decides what is selected"),
          Map.entry("application/other-", "a key opens its own application alone: ListingTest"),
          Map.entry("flag/ca-cert", "the option has an effect here: ConnectionTest"),
          Map.entry("flag/no-plan", "TtnV2SourceProviderTest"),
          Map.entry("flag/handler-address", "the option has an effect here: ConnectionTest"),
          Map.entry("flag/discovery-tls-expected", "ConnectionTest"),
          Map.entry("flag/wrong-key", "ConnectionTest"),
          Map.entry("flag/plans-url", "no plan is fetched"),
          Map.entry("fault/", "RetryTest"),
          Map.entry("announce/", "ConnectionTest"),
          Map.entry("rate/", "PaceTest"));

  /** Rows in which the tool writes what no target takes, or what is no device. */
  private static final Map<String, String> REFUSED_HERE =
      Map.ofEntries(
          Map.entry("zero-deveui/", "a template is no device"),
          Map.entry("zero-both/", "a template is no device"),
          Map.entry("template-roj/", "a template is no device"),
          Map.entry("nothing/", "neither AppKey nor session: an origin that was cleared"),
          Map.entry("omit-everything/", "neither AppKey nor session: an origin that was cleared"),
          Map.entry("no-lorawan/", "neither AppKey nor session: an origin that was cleared"),
          Map.entry("omit-app-s-key-abp/", "no AppSKey"),
          Map.entry("abp-no-appskey/", "no AppSKey"),
          Map.entry("abp-no-addr/", "no DevAddr"),
          Map.entry("abp-no-nwkskey/", "no NwkSKey"),
          Map.entry("plan/KR_920_923_TTN/abp-resets", "presets that the target refuses"),
          Map.entry("batch/dup-", "a device twice in a run collides with itself"));

  /** Rows in which the tool fails and this source does not, or not for every device. */
  private static final Map<String, String> TAKEN_HERE =
      Map.of(
          "application/deleted-entry", "a blank entry does not end the run",
          "batch/stdin-crlf-no-newline", "the last line is trimmed too",
          "batch/stdin-space-no-newline", "the last line is trimmed too",
          "batch/invalid-second", "one device does not end the run",
          "batch/unknown-second", "one device does not end the run");

  @Test
  void everyRun_isAlikeButForWhatWasDecided() throws IOException {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    try (SimulatedTtnV2 network = SimulatedTtnV2.builder().application("test-app").start()) {
      ApiKey key = network.accessKey("test-app");
      for (JsonObject row : rows("v2-device")) {
        String run = row.get("case").getAsString();
        if (isIn(ELSEWHERE, run)) {
          continue;
        }
        Run made = new Run(row, network, key);
        List<Outcome> outcomes = made.outcomes();
        Map<String, EndDevice> theirs = made.printed();
        boolean crashed = row.get("exit").toString().equals("2");
        boolean failed = !row.get("exit").toString().equals("0") && !crashed;
        for (Outcome outcome : outcomes) {
          EndDevice recorded = theirs.get(outcome.origin().deviceId());
          boolean planned = outcome.status() == Status.PLANNED;
          if (isIn(REFUSED_HERE, run)) {
            // One of the two of a collision stands.
            if (planned && !run.startsWith("batch/dup-")) {
              differences.add(run + " is not refused");
            }
          } else if (planned && recorded != null) {
            compare(run, exported(outcome), recorded, differences);
            compared++;
          } else if (planned != (recorded != null || crashed) && !isIn(TAKEN_HERE, run)) {
            differences.add(
                run + " " + outcome.origin() + " " + outcome.status() + " " + outcome.findings());
          } else if (failed && planned && !isIn(TAKEN_HERE, run)) {
            differences.add(run + " failed for the tool");
          }
        }
        made.clear();
      }
    }
    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThan(110);
  }

  /** What the real target refuses, a plan refuses; what it takes, a plan takes. */
  @Test
  void verdictsOfTheTarget_areForeseen() throws IOException {
    Map<String, JsonObject> runs = new TreeMap<>();
    rows("v2-device").forEach(row -> runs.put(row.get("case").getAsString(), row));
    List<String> differences = new ArrayList<>();
    try (SimulatedTtnV2 network = SimulatedTtnV2.builder().application("test-app").start()) {
      ApiKey key = network.accessKey("test-app");
      for (JsonObject verdict : rows("ttnv3/v2-import-verdicts")) {
        String run = verdict.get("case").getAsString();
        Run made = new Run(java.util.Objects.requireNonNull(runs.get(run)), network, key);
        boolean planned =
            made.outcomes().stream().anyMatch(outcome -> outcome.status() == Status.PLANNED);
        made.clear();
        boolean accepted = verdict.get("verdict").getAsString().equals("accepted");
        if (planned != accepted) {
          differences.add(run + ": the target says " + accepted + ", the plan " + planned);
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  private static EndDevice exported(Outcome outcome) {
    return outcome.exported().orElseThrow().toProto();
  }

  private static boolean isIn(Map<String, String> names, String run) {
    return names.keySet().stream().anyMatch(run::startsWith);
  }

  private static void compare(
      String run, EndDevice ours, EndDevice theirs, List<String> differences) {
    TreeSet<String> paths = new TreeSet<>(FieldPath.setLeaves(ours));
    paths.addAll(FieldPath.setLeaves(theirs));
    for (String path : paths) {
      Optional<Object> one = FieldPath.ofDevice(path).get(ours);
      Optional<Object> other = FieldPath.ofDevice(path).get(theirs);
      if (path.startsWith("attributes")) {
        one = Optional.of(ours.getAttributesMap());
        other = Optional.of(theirs.getAttributesMap());
      }
      if (path.startsWith("locations")) {
        one = Optional.of(ours.getLocationsMap());
        other = Optional.of(theirs.getLocationsMap());
      }
      if (!one.equals(other) && !decided(path, ours, theirs)) {
        differences.add(run + " " + path + ": " + one.isPresent() + " " + other.isPresent());
      }
    }
  }

  private static boolean decided(String path, EndDevice ours, EndDevice theirs) {
    return switch (path) {
      // Random, or of the time of the recording.
      case "session.started_at", "session.keys.session_key_id" ->
          ours.hasSession() && theirs.hasSession();
      // A target takes absent for true.
      case "mac_settings.supports_32_bit_f_cnt.value", "mac_settings.supports_32_bit_f_cnt" ->
          !theirs.getMacSettings().hasSupports32BitFCnt()
              && !ours.getMacSettings().getSupports32BitFCnt().getValue();
      // The margin of the policy; it stops at the last counter.
      case "session.last_n_f_cnt_down" ->
          Integer.toUnsignedLong(ours.getSession().getLastNFCntDown())
              == Math.min(
                  0xFFFF_FFFFL,
                  Integer.toUnsignedLong(theirs.getSession().getLastNFCntDown()) + MARGIN);
      case "session.last_a_f_cnt_down" -> ours.getSession().getLastAFCntDown() == MARGIN;
      default -> false;
    };
  }

  /** One run of the tool, made again. */
  private static final class Run {
    private final JsonObject row;
    private final SimulatedTtnV2 network;
    private final ApiKey key;
    private final List<String> arguments;

    Run(JsonObject row, SimulatedTtnV2 network, ApiKey key) {
      this.row = row;
      this.network = network;
      this.key = key;
      this.arguments =
          row.getAsJsonArray("args").asList().stream().map(JsonElement::getAsString).toList();
    }

    List<Outcome> outcomes() throws IOException {
      String fake = row.has("fake") ? row.get("fake").getAsString() : "";
      for (Device device : devices()) {
        if (!fake.startsWith("order=") || fake.contains(device.getDevId())) {
          network.put(device);
        }
      }
      if (fake.contains("dev-2|dev-2")) {
        network.listTwice("test-app", "dev-2");
      }
      if (fake.contains("gone")) {
        network.putBlank("test-app", "gone");
      }
      TtnV2Source.Builder source =
          TtnV2Source.builder()
              .discoveryServerAddress(network.discoveryAddress())
              .insecureDiscovery()
              .application("test-app", key::token)
              .frequencyPlan(value("--frequency-plan-id"));
      if (arguments.contains("--resets-to-frequency-plan")) {
        source.resetsToFrequencyPlan();
      }
      try (TtnV2Source origin = source.build()) {
        MigrationReport report =
            Migration.from(origin).policy(policy()).pacer(pause -> {}).build().plan(selection());
        return report.outcomes();
      }
    }

    private List<Device> devices() throws IOException {
      List<Device> devices = new ArrayList<>();
      for (JsonElement device : row.getAsJsonArray("devices")) {
        byte[] wire =
            Base64.getDecoder().decode(device.getAsJsonObject().get("wire").getAsString());
        devices.add(Device.parseFrom(wire));
      }
      return devices;
    }

    private MigrationPolicy policy() {
      Map<String, String> given = new TreeMap<>();
      given.put("app-id", "test-app");
      given.put("app-access-key", "unused");
      given.put("frequency-plan-id", "unused");
      given.put("with-session", Boolean.toString(arguments.contains("--with-session")));
      TtnV2SourceProvider provider = new TtnV2SourceProvider();
      MigrationPolicy.Builder policy =
          provider
              .policy(provider.options().resolve(given, name -> null))
              .onFailure(OnFailure.CONTINUE)
              .acknowledge(FindingCodes.ABP_NOT_CONFIRMED, FindingCodes.SESSION_COUNTERS_SUSPECT);
      if (arguments.contains("--dev-id-prefix")) {
        policy.deviceIdPrefix(value("--dev-id-prefix"));
      }
      return policy.build();
    }

    private Selection selection() {
      List<String> ids = new ArrayList<>();
      for (int i = 2; i < arguments.size() && !arguments.get(i).startsWith("--"); i++) {
        ids.add(arguments.get(i));
      }
      if (arguments.get(1).equals("application")) {
        return Selection.all();
      }
      row.get("stdin")
          .getAsString()
          .lines()
          .map(String::strip)
          .filter(id -> !id.isEmpty())
          .forEach(ids::add);
      return Selection.deviceIds(ids);
    }

    private String value(String flag) {
      return arguments.get(arguments.indexOf(flag) + 1);
    }

    /** What the tool printed, by the id at the origin. */
    Map<String, EndDevice> printed() {
      Map<String, EndDevice> printed = new TreeMap<>();
      row.get("stdout")
          .getAsString()
          .lines()
          .map(line -> DeviceJson.read(line).toProto())
          .forEach(device -> printed.putIfAbsent(device.getName(), device));
      return printed;
    }

    void clear() throws IOException {
      for (Device device : devices()) {
        network.remove("test-app", device.getDevId());
      }
      network.remove("test-app", "gone");
    }
  }

  static List<JsonObject> rows(String name) throws IOException {
    String folder = System.getProperty("lwmigrate.conformance", "");
    Assumptions.assumeTrue(!folder.isBlank(), "no recordings");
    List<JsonObject> rows = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Path.of(folder, name + ".jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        rows.add(JsonParser.parseString(line).getAsJsonObject());
      }
    }
    return rows;
  }
}
