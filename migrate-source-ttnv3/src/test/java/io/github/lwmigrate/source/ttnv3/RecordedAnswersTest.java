package io.github.lwmigrate.source.ttnv3;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.stack.FieldPath;
import io.github.lwmigrate.stack.StackServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What real servers answered about ten devices, served again. */
class RecordedAnswersTest {

  private static final String RESOURCE = "recorded-answers.tsv";

  /** Times of the servers differ; the Identity Server has these two messages also when empty. */
  private static final Set<String> NOT_COMPARED =
      Set.of("created_at", "updated_at", "version_ids", "lora_alliance_profile_ids");

  @Test
  void everyRecordedField_isInTheDevice() throws IOException {
    Map<String, Map<StackServer, EndDevice>> recorded = recorded();
    try (Origin origin = Origin.of(network -> network.application("src-app"))) {
      recorded.values().forEach(parts -> parts.forEach(origin.stack::putRegistry));
      var key = origin.stack.apiKey("src-app");
      try (TtnV3Source source =
          TtnV3Source.builder()
              .address(origin.stack.address())
              .plaintext()
              .application("src-app", key::token)
              .build()) {
        List<Listed> listed = new ArrayList<>();
        source.list(Selection.all(), listed::add, origin.call);

        assertThat(listed)
            .extracting(entry -> entry.ref().deviceId())
            .containsExactlyInAnyOrderElementsOf(recorded.keySet());
        for (Listed entry : listed) {
          Map<StackServer, EndDevice> parts =
              Objects.requireNonNull(recorded.get(entry.ref().deviceId()));
          Reading reading = source.read(entry, origin.call);
          assertThat(reading.findings()).as(entry.label()).isEmpty();
          assertHolds(reading.device().orElseThrow().toProto(), parts);
        }
      }
    }
  }

  private static void assertHolds(EndDevice device, Map<StackServer, EndDevice> parts) {
    parts.forEach(
        (server, part) -> {
          for (String leaf : FieldPath.setLeaves(part)) {
            FieldPath path = FieldPath.ofDevice(leaf);
            if (!NOT_COMPARED.contains(leaf)) {
              assertThat(path.get(device).equals(path.get(part)))
                  .as(new DeviceRef("", device.getIds().getDeviceId()) + " " + server + " " + leaf)
                  .isTrue();
            }
          }
        });
  }

  private static Map<String, Map<StackServer, EndDevice>> recorded() throws IOException {
    Map<String, Map<StackServer, EndDevice>> recorded = new LinkedHashMap<>();
    try (InputStream in = RecordedAnswersTest.class.getResourceAsStream(RESOURCE);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] cells = line.split("\t", -1);
          recorded
              .computeIfAbsent(cells[0], id -> new EnumMap<>(StackServer.class))
              .put(StackServer.valueOf(cells[1]), parse(cells[2]));
        }
      }
    }
    return recorded;
  }

  private static EndDevice parse(String base64) throws InvalidProtocolBufferException {
    return EndDevice.parseFrom(Base64.getDecoder().decode(base64));
  }
}
