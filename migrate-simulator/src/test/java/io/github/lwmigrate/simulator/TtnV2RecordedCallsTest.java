package io.github.lwmigrate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.github.lwmigrate.proto.ttn.v2.discovery.Announcement;
import io.github.lwmigrate.proto.ttn.v2.discovery.AnnouncementsResponse;
import io.github.lwmigrate.proto.ttn.v2.discovery.GetRequest;
import io.github.lwmigrate.proto.ttn.v2.handler.Application;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.proto.ttn.v2.handler.DeviceList;
import io.github.lwmigrate.proto.ttn.v2.lorawan.DevAddrResponse;
import io.github.lwmigrate.proto.ttn.v2.lorawan.PrefixesResponse;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded exchange with the real servers is answered alike, but for those listed here. */
@Tag("conformance")
class TtnV2RecordedCallsTest {
  private static final String FOLDER = "ttnv2-server";

  /** What is not answered alike, as file and step or as file alone, and why. */
  private static final Map<String, String> EXCEPTIONS = exceptions();

  private static Map<String, String> exceptions() {
    Map<String, String> reasons = new TreeMap<>();
    String http = "no client of the handler's JSON over HTTP is known to this project";
    reasons.put("23-http-api", http);
    String connection = "observed states of a connection for minutes; no call";
    reasons.put("21-pings", connection);
    String health = "nobody asks for the health service";
    reasons.put("02-discovery/health", health);
    reasons.put("02-discovery/health-empty", health);
    String library = "answered by the gRPC library, with the same code and its own words";
    reasons.put("02-discovery/unimplemented", library);
    reasons.put("06-errors/unknown-method", library);
    reasons.put("12-wire/garbage", "answered by the gRPC library, with the code UNKNOWN");
    String claims = "claims of a token are not looked at: clients of this project send keys";
    for (String step :
        List.of(
            "get-token-expired",
            "get-token-not-before",
            "get-token-iat-future",
            "get-token-unknown-issuer",
            "get-token-no-issuer",
            "get-token-issuer-local-alg")) {
      reasons.put("06-errors/" + step, claims);
    }
    String meeting = "calls that met half-way: one read what another was about to change";
    for (int i = 0; i < 4; i++) {
      reasons.put("15b-rate-limit-broker/set-eui-change-0" + i, meeting);
    }
    for (int i = 0; i < 10; i++) {
      reasons.put("15b-rate-limit-broker/delete-0" + i, meeting);
    }
    String storage = "a record of another type in the handler's storage";
    reasons.put("25-ns-redis-stall/get-wrongtype", storage);
    return reasons;
  }

  /** Calls made at once, of which only the numbers of answers are certain. */
  private static final Set<String> AT_ONCE =
      Set.of("concurrent-get-", "concurrent-two-subjects-", "get-0", "set-0");

  /** After these joins the keys are those of the simulation, not of the recording. */
  private static final Set<String> OWN_SESSION =
      Set.of(
          "get-after-join-1",
          "get-after-join-same-nonce",
          "get-joined",
          "get-after-join-same-nonce-after-restore");

  static List<Path> files() throws IOException {
    return Recordings.files(FOLDER);
  }

  @ParameterizedTest
  @MethodSource("files")
  void every_exchange_is_answered_as_recorded(Path file) throws IOException {
    JsonObject document = Recordings.document(file);
    String name = document.get("scenario").getAsString();
    try (Replay replay = new Replay(name, document)) {
      replay.run();
    }
  }

  @Test
  void every_exception_is_about_something_recorded() throws IOException {
    Set<String> recorded = new TreeSet<>();
    for (Path file : files()) {
      JsonObject document = Recordings.document(file);
      String name = document.get("scenario").getAsString();
      recorded.add(name);
      document
          .getAsJsonArray("exchanges")
          .forEach(step -> recorded.add(name + "/" + text(step.getAsJsonObject(), "step")));
    }
    assertThat(recorded).containsAll(EXCEPTIONS.keySet());
  }

  /** One file against a network of its own. */
  private static final class Replay implements AutoCloseable {
    private static final String APP = "lab-app";

    private final String name;
    private final List<JsonObject> exchanges = new ArrayList<>();
    private final Instant started;
    private final ManualClock clock = new ManualClock();
    private final SimulatedTtnV2 network;
    private final TtnV2Client client;
    private final Map<String, Map<String, Integer>> expectedAtOnce = new TreeMap<>();
    private final Map<String, Map<String, Integer>> answeredAtOnce = new TreeMap<>();

    Replay(String name, JsonObject document) throws IOException {
      this.name = name;
      this.started = Instant.parse(text(document, "started"));
      document.getAsJsonArray("exchanges").forEach(e -> exchanges.add(e.getAsJsonObject()));
      clock.set(started);
      SimulatedTtnV2.Builder settings =
          SimulatedTtnV2.builder().tls().clock(clock).waiting(clock::advance);
      if (name.startsWith("15")) {
        settings.rateLimit(TtnV2RateLimit.FIVE_A_SECOND);
      }
      this.network = settings.start();
      this.client = TtnV2Client.of(network, Map.of());
      prepare();
    }

    void run() throws IOException {
      for (int i = 0; i < exchanges.size(); i++) {
        JsonObject exchange = exchanges.get(i);
        String step = text(exchange, "step");
        before(step, i);
        if (exchange.has("method")
            && !EXCEPTIONS.containsKey(name)
            && !EXCEPTIONS.containsKey(name + "/" + step)) {
          replay(step, exchange);
        }
      }
      assertThat(answeredAtOnce).isEqualTo(expectedAtOnce);
    }

    private void prepare() throws IOException {
      keys();
      if (Set.of("01-register", "15b-rate-limit-broker").contains(name)) {
        return;
      }
      network.addApplication(APP);
      network.addApplication("lab-tool");
      if (!Set.of("03-create", "16-tool-devices").contains(name)) {
        creations("03-create");
        creations("16-tool-devices");
      }
      switch (name) {
        case "15-rate-limit" -> {
          // The recorded buckets were filled at .602 of each second.
          clock.set(started.minusSeconds(10).plusMillis(602));
          client.with("key", key("devices")).get(APP, "otaa-02-session");
        }
        case "24-outage-networkserver-down" -> {
          putLeftOver();
          network.takeDown(TtnV2Component.NETWORK_SERVER);
        }
        case "24-outage-broker-down" -> {
          putLeftOver();
          network.takeDown(TtnV2Component.BROKER);
        }
        case "24-outage-discovery-down" -> {
          putLeftOver();
          network.loseInNetworkServer(APP, "otaa-02-session");
        }
        case "24-outage-none" -> {
          putLeftOver();
          network.remove(APP, "otaa-17-altitude-only");
        }
        case "24-outage-account-down" -> {
          putLeftOver();
          network.remove(APP, "otaa-17-altitude-only");
          exchanges.forEach(
              exchange ->
                  client.with("key", header(exchange, "key").orElseThrow()).list(APP, 1, 0));
          network.takeDown(TtnV2Component.ACCOUNT_SERVER);
        }
        case "24-outage-account-down-uncached" -> network.takeDown(TtnV2Component.ACCOUNT_SERVER);
        case "24-outage-redis-down" -> network.takeDown(TtnV2Component.HANDLER_STORAGE);
        default -> {}
      }
    }

    /** A device more, which was left over when these were recorded. */
    private void putLeftOver() {
      network.put(Device.newBuilder().setAppId(APP).setDevId("zy-left-over").build());
    }

    private void keys() {
      putKey(APP, "devices", "devices");
      putKey(APP, "migrate", "settings", "devices");
      putKey(APP, "full", "settings", "devices", "delete");
      putKey(APP, "messages", "messages:up:r");
      putKey(APP, "expired", "devices");
      putKey("lab-tool", "tool2", "settings", "devices", "delete");
      putKey("lab-unregistered", "unreg", "settings", "devices");
    }

    private void putKey(String applicationId, String kind, String... rights) {
      for (JsonObject exchange : exchanges) {
        header(exchange, "key")
            .filter(key -> key.startsWith("ttn-account-v2.LAB" + kind + "LAB"))
            .ifPresent(key -> network.accounts().putKey(applicationId, key, rights));
      }
      network.accounts().putKey(applicationId, key(kind), rights);
    }

    private static String key(String kind) {
      return "ttn-account-v2.own-" + kind;
    }

    private void creations(String file) throws IOException {
      for (Path path : files()) {
        if (path.getFileName().toString().startsWith(file)) {
          for (JsonElement element : Recordings.document(path).getAsJsonArray("exchanges")) {
            JsonObject exchange = element.getAsJsonObject();
            if (exchange.has("method")
                && text(exchange, "method").endsWith("/SetDevice")
                && text(exchange, "code").equals("OK")) {
              network.put(Device.parseFrom(hex(exchange, "request_hex")));
            }
          }
        }
      }
    }

    private void bigList() {
      for (int i = 0; i < 35_000; i++) {
        String digits = Integer.toString(100_000 + i).substring(1);
        Device.Builder device = Device.newBuilder().setAppId("lab-big").setDevId("dev-" + digits);
        device
            .getLorawanDeviceBuilder()
            .setDevEui(ByteString.copyFromUtf8("000" + digits))
            .setUses32BitFCnt(true);
        network.put(device.build());
      }
    }

    /** What was done in the laboratory before a step. */
    private void before(String step, int index) {
      switch (name + "/" + step) {
        case "08-delete/delete-ns-missing" -> network.loseInNetworkServer(APP, "del-target");
        case "09-ns-missing/get-ns-missing",
            "09-ns-missing/set-ns-missing",
            "09-ns-missing/set-eui-change-ns-missing" ->
            network.loseInNetworkServer(APP, "ns-target");
        case "13-list-anomalies/list-orphan-key" -> network.putBlank(APP, "zy-anomaly-1");
        case "13-list-anomalies/list-undecodable" -> network.makeUndecodable(APP, "zy-anomaly-2");
        case "25-ns-redis-stall/get-during-stall" ->
            network.loseInNetworkServer(APP, "stall-target");
        case "26-redis-restart/list-1" -> network.takeDown(TtnV2Component.HANDLER_STORAGE);
        case "26-redis-restart/get-1" -> {
          network.bringBack(TtnV2Component.HANDLER_STORAGE);
          network.loseInNetworkServer(APP, "otaa-02-session");
        }
        case "06-errors/get-account-500" ->
            network
                .faults()
                .on("ApplicationManager/GetDevice")
                .refused("UNKNOWN", "Internal Server Error");
        case "06-errors/get-key-expired-token" -> {
          clock.set(started.plusMillis(2646 - 60_300));
          network.accounts().expireKey(headerOf(index, "key"));
        }
        case "22-big-list/all-cold" -> bigList();
        default -> radio(step, index);
      }
    }

    private void radio(String step, int index) {
      JsonObject exchange = exchanges.get(index);
      JsonObject lab = object(exchange, "lab");
      if (step.startsWith("uplink-")) {
        clock.set(nextLastSeen(index));
        network.radio().uplink(APP, "up-target", lab.get("f_cnt").getAsLong());
        if (lab.get("downlinks").isJsonArray()) {
          for (JsonElement downlink : lab.getAsJsonArray("downlinks")) {
            assertThat(network.radio().downlink(APP, "up-target"))
                .hasValue(downlink.getAsJsonObject().get("f_cnt").getAsLong());
          }
        }
      } else if (step.startsWith("join-")) {
        clock.set(nextLastSeen(index));
        byte[] frame = HexFormat.of().parseHex(text(lab, "phy"));
        network.radio().join(APP, "up-target", (frame[17] & 0xff) | (frame[18] & 0xff) << 8);
      }
    }

    /** When the device was seen by the next answer. */
    private Instant nextLastSeen(int index) {
      JsonObject lorawan =
          exchanges.get(index + 1).getAsJsonObject("response").getAsJsonObject("lorawan_device");
      return lorawan.has("last_seen")
          ? Instant.EPOCH.plusNanos(lorawan.get("last_seen").getAsLong())
          : started;
    }

    private void replay(String step, JsonObject exchange) throws IOException {
      Instant at = started.plusMillis(exchange.get("at_ms").getAsLong());
      if (!name.equals("17-uplink") && at.isAfter(clock.instant())) {
        clock.set(at);
      }
      TtnV2Client caller = client;
      for (Map.Entry<String, String> sent : headers(exchange).entrySet()) {
        caller = caller.with(sent.getKey(), sent.getValue());
        if (sent.getKey().equals("token")) {
          putToken(step, sent.getValue());
        }
      }
      String method = text(exchange, "method").substring(1);
      String code;
      String message = "";
      byte[] answer = new byte[0];
      try {
        answer =
            caller.call(
                text(exchange, "target").startsWith("discovery"), method, request(step, exchange));
        code = "OK";
      } catch (StatusRuntimeException e) {
        code = e.getStatus().getCode().name().replace("_", "");
        message = String.valueOf(e.getStatus().getDescription());
      }
      String group = atOnce(step);
      String expected = text(exchange, "code") + " " + text(exchange, "message");
      if (!group.isEmpty()) {
        expectedAtOnce
            .computeIfAbsent(group, added -> new HashMap<>())
            .merge(comparable(expected), 1, Integer::sum);
        answeredAtOnce
            .computeIfAbsent(group, added -> new HashMap<>())
            .merge(comparable(name(code) + " " + message), 1, Integer::sum);
        return;
      }
      assertThat(comparable(name(code) + " " + message))
          .as("%s/%s", name, step)
          .isEqualTo(comparable(expected));
      if (code.equals("OK")) {
        compare(step, method, exchange, answer);
      }
      JsonObject responseHeader = object(exchange, "response_header");
      if (!responseHeader.isEmpty()) {
        for (String header : List.of("total", "selected")) {
          assertThat(caller.header(header))
              .as("%s/%s %s", name, step, header)
              .isEqualTo(text(responseHeader, header));
        }
      }
    }

    private String atOnce(String step) {
      if (name.startsWith("15")) {
        for (String prefix : AT_ONCE) {
          if (step.startsWith(prefix)
              && (name.startsWith("15b") || prefix.startsWith("concurrent"))) {
            return prefix;
          }
        }
      }
      return "";
    }

    private byte[] request(String step, JsonObject exchange) {
      if (step.equals("request-5MiB")) {
        return Device.newBuilder()
            .setAppId(APP)
            .setDevId("set-target")
            .setDescription(ByteString.copyFromUtf8("d".repeat(5 << 20)))
            .build()
            .toByteArray();
      }
      byte[] request = hex(exchange, "request_hex");
      String recorded = "ttn-handler-lab";
      return new String(request, StandardCharsets.ISO_8859_1).contains(recorded)
          ? GetRequest.newBuilder()
              .setId(network.announcement().getId())
              .setServiceName("handler")
              .build()
              .toByteArray()
          : request;
    }

    private void putToken(String step, String token) {
      String[] parts = token.split("\\.", -1);
      if (parts.length != 3 || step.equals("get-token-bad-signature")) {
        return;
      }
      JsonObject claims =
          JsonParser.parseString(
                  new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
              .getAsJsonObject();
      claims
          .getAsJsonObject("apps")
          .entrySet()
          .forEach(
              app -> {
                List<String> rights = new ArrayList<>();
                boolean inScope = claims.get("scope").toString().contains("apps:" + app.getKey());
                app.getValue().getAsJsonArray().forEach(right -> rights.add(right.getAsString()));
                network
                    .accounts()
                    .putToken(
                        app.getKey(),
                        token,
                        text(claims, "sub"),
                        inScope ? rights.toArray(new String[0]) : new String[0]);
              });
    }

    private void compare(String step, String method, JsonObject exchange, byte[] answer)
        throws InvalidProtocolBufferException {
      Message prototype = prototype(method);
      Message answered = prototype.getParserForType().parseFrom(answer);
      JsonObject response = object(exchange, "response");
      if (response.has("count")) {
        DeviceList list = (DeviceList) answered;
        assertThat(list.getDevicesCount()).isEqualTo(response.get("count").getAsInt());
        assertThat(list.getDevices(0).getDevId()).isEqualTo(text(response, "first"));
        assertThat(list.getDevices(list.getDevicesCount() - 1).getDevId())
            .isEqualTo(text(response, "last"));
        assertThat(answer).hasSize(exchange.get("response_length").getAsInt());
        return;
      }
      boolean whole =
          exchange.has("response_hex")
              && text(exchange, "response_hex").length()
                  == 2 * exchange.get("response_length").getAsInt();
      Message recorded =
          whole
              ? prototype.getParserForType().parseFrom(hex(exchange, "response_hex"))
              : TtnV2Json.read(response, prototype);
      assertThat(comparable(step, answered))
          .as("%s/%s", name, step)
          .isEqualTo(comparable(step, recorded));
      if (whole && comparable(step, recorded).equals(recorded)) {
        assertThat(answer).as("%s/%s", name, step).isEqualTo(hex(exchange, "response_hex"));
      }
    }

    private Message comparable(String step, Message message) {
      if (message instanceof Device device) {
        return comparableDevice(step, device);
      }
      if (message instanceof DeviceList list) {
        DeviceList.Builder compared = DeviceList.newBuilder();
        list.getDevicesList()
            .forEach(device -> compared.addDevices(comparableDevice(step, device)));
        return compared.build();
      }
      if (message instanceof Announcement announcement) {
        return comparable(announcement);
      }
      if (message instanceof AnnouncementsResponse all) {
        AnnouncementsResponse.Builder compared = AnnouncementsResponse.newBuilder();
        all.getServicesList().forEach(each -> compared.addServices(comparable(each)));
        return compared.build();
      }
      if (message instanceof DevAddrResponse address) {
        return DevAddrResponse.newBuilder()
            .setDevAddr(address.getDevAddr().substring(0, 2))
            .build();
      }
      return message;
    }

    /** Maps come in any order. */
    private static Device comparableDevice(String step, Device device) {
      Device.Builder compared = device.toBuilder().clearAttributes();
      device.getAttributesList().stream()
          .sorted(
              Comparator.comparing(
                  Device.Attribute::getKey, ByteString.unsignedLexicographicalComparator()))
          .forEach(compared::addAttributes);
      if (OWN_SESSION.contains(step)) {
        compared.getLorawanDeviceBuilder().clearDevAddr().clearNwkSKey().clearAppSKey();
      }
      return compared.build();
    }

    /** Where the handler is and how it is called differs. */
    private static Announcement comparable(Announcement announcement) {
      assertThat(announcement.getCertificate().toStringUtf8())
          .startsWith("-----BEGIN CERTIFICATE-----");
      return announcement.toBuilder()
          .clearId()
          .clearServiceVersion()
          .clearDescription()
          .clearNetAddress()
          .clearApiAddress()
          .clearPublicKey()
          .clearCertificate()
          .build();
    }

    private static Message prototype(String method) {
      return switch (method.substring(method.indexOf('/') + 1)) {
        case "GetDevice" -> Device.getDefaultInstance();
        case "GetDevicesForApplication" -> DeviceList.getDefaultInstance();
        case "GetApplication" -> Application.getDefaultInstance();
        case "GetByAppID", "Get" -> Announcement.getDefaultInstance();
        case "GetAll" -> AnnouncementsResponse.getDefaultInstance();
        case "GetPrefixes" -> PrefixesResponse.getDefaultInstance();
        case "GetDevAddr" -> DevAddrResponse.getDefaultInstance();
        default -> Empty.getDefaultInstance();
      };
    }

    /** Ports and sizes differ. */
    private static String comparable(String text) {
      return text.replaceAll(":\\d{4,5}\\b", ":PORT").replaceAll("52\\d{5} vs", "SIZE vs").trim();
    }

    private static String name(String code) {
      return switch (code) {
        case "OK" -> "OK";
        case "NOTFOUND" -> "NotFound";
        case "ALREADYEXISTS" -> "AlreadyExists";
        case "INVALIDARGUMENT" -> "InvalidArgument";
        case "PERMISSIONDENIED" -> "PermissionDenied";
        case "RESOURCEEXHAUSTED" -> "ResourceExhausted";
        default -> code.charAt(0) + code.substring(1).toLowerCase(Locale.ROOT);
      };
    }

    private String headerOf(int index, String header) {
      return header(exchanges.get(index), header).orElseThrow();
    }

    private static Optional<String> header(JsonObject exchange, String header) {
      return Optional.ofNullable(headers(exchange).get(header));
    }

    private static Map<String, String> headers(JsonObject exchange) {
      Map<String, String> headers = new TreeMap<>();
      object(exchange, "metadata")
          .entrySet()
          .forEach(entry -> headers.put(entry.getKey(), entry.getValue().getAsString()));
      return headers;
    }

    @Override
    public void close() {
      client.close();
      network.close();
    }
  }

  private static String text(JsonObject object, String name) {
    return object.has(name) ? object.get(name).getAsString() : "";
  }

  /** Empty where there is none. */
  private static JsonObject object(JsonObject object, String name) {
    return object.has(name) && object.get(name).isJsonObject()
        ? object.getAsJsonObject(name)
        : new JsonObject();
  }

  private static byte[] hex(JsonObject object, String name) {
    return HexFormat.of().parseHex(text(object, name));
  }
}
