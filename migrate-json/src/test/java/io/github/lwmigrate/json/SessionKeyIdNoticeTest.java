package io.github.lwmigrate.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.json.JsonNotice.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionKeyIdNoticeTest {
  private static final String PENDING =
      "\"pending_session\": {\"keys\": {\"session_key_id\": \"AQ==\"}}";

  @Test
  void joinedDeviceWithoutSessionKeyId_isNoted() {
    assertThat(notices("{\"supports_join\": true, \"session\": {\"keys\": {}}, " + PENDING + "}"))
        .containsExactly(
            new JsonNotice(Kind.SESSION_KEY_ID_NOT_GIVEN, "session.keys.session_key_id", 1, 1));
  }

  @Test
  void emptyOrNullSessionKeyId_isGiven() {
    for (String id : List.of("\"\"", "null", "\"AQ==\"")) {
      String keys = "{\"session_key_id\": " + id + "}";
      assertThat(notices("{\"supports_join\": true, \"session\": {\"keys\": " + keys + "}}"))
          .as(id)
          .isEmpty();
    }
    assertThat(notices("{\"supportsJoin\":true,\"session\":{\"keys\":{\"sessionKeyId\":\"\"}}}"))
        .isEmpty();
  }

  @Test
  void deviceThatDoesNotJoinOrHasNoSession_needsNone() {
    assertThat(notices("{\"session\": {\"keys\": {}}}")).isEmpty();
    assertThat(notices("{\"supports_join\": true}")).isEmpty();
  }

  @Test
  void emptySessionKeyIdOfAJoinedDevice_isWrittenWhereAnImportWillReadIt() {
    String joined = "{\"supports_join\":true,\"session\":{\"keys\":{\"session_key_id\":\"\"}}}";
    assertThat(writtenForImport(joined)).isEqualTo(joined + "\n");
    assertThat(DeviceJson.write(DeviceJson.read(joined))).doesNotContain("session_key_id");
    String personalized = "{\"session\":{\"keys\":{}}}";
    assertThat(writtenForImport(personalized)).isEqualTo(personalized + "\n");
  }

  private static String writtenForImport(String json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeviceJsonWriter writer = DeviceJsonWriter.forImport(out)) {
      writer.write(DeviceJson.read(json));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<JsonNotice> notices(String json) {
    return DeviceJson.read(json, ReadOptions.strict()).notices();
  }
}
