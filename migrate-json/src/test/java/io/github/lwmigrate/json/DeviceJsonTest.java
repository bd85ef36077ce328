package io.github.lwmigrate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.UnknownFieldSet;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Location;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Sink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DeviceJsonTest {

  private static final String KEY = "00112233445566778899AABBCCDDEEFF";

  /** Each line: a text, and its canonical form, or the place and words of its refusal. */
  @TestFactory
  List<DynamicTest> texts_are_read_and_written_in_canonical_form_or_refused() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("device-json.tsv")),
                StandardCharsets.UTF_8))) {
      for (String line : lines.lines().filter(text -> !text.startsWith("#")).toList()) {
        int tab = line.indexOf('\t');
        String json = line.substring(0, tab);
        String expected = line.substring(tab + 1);
        tests.add(
            DynamicTest.dynamicTest(
                line,
                () -> assertThat(outcome(json)).isEqualTo(expected.equals("=") ? json : expected)));
      }
    }
    return tests;
  }

  private static String outcome(String json) {
    try {
      return DeviceJson.write(DeviceJson.read(json));
    } catch (DeviceJsonException e) {
      assertThat(e.stage()).isEqualTo(Stage.READ);
      return "! " + e.line() + ":" + e.column() + " " + e.field() + ": " + e.expected();
    }
  }

  @Test
  void a_refusal_tells_place_and_expectation_in_its_message() {
    assertThatExceptionOfType(DeviceJsonException.class)
        .isThrownBy(() -> DeviceJson.read("{\n  \"ids\": {\n    \"dev_eui\": 7\n  }\n}"))
        .withMessage(
            "Could not read a device from JSON: line 3, column 16, field ids.dev_eui: expected 16"
                + " hexadecimal digits (8 bytes). Correct the input at this place.");
  }

  @Test
  void unknown_fields_are_left_out_and_reported_when_asked_for() {
    JsonDevice read =
        DeviceJson.read(
            "{\"ids\":{\"device_id\":\"a\",\n \"devise\":{\"x\":[1,{}]}},\"name\":\"n\",\""
                + KEY
                + "\":1}",
            ReadOptions.strict().leaveOutUnknownFields());
    assertThat(DeviceJson.write(read.device()))
        .isEqualTo("{\"ids\":{\"device_id\":\"a\"},\"name\":\"n\"}");
    assertThat(read.notices())
        .containsExactly(
            new JsonNotice(JsonNotice.Kind.UNKNOWN_FIELD, "ids.devise", 2, 2),
            new JsonNotice(JsonNotice.Kind.UNKNOWN_FIELD, "(unnamed)", 2, 36));
  }

  @Test
  void the_last_of_several_values_counts_and_is_reported_when_asked_for() {
    JsonDevice read =
        DeviceJson.read(
            "{\"used_dev_nonces\":[1],\"usedDevNonces\":[2],\"attributes\":{\"a\":\"1\",\"a\":\"2\"}}",
            ReadOptions.strict().takeLastOfDuplicates());
    assertThat(DeviceJson.write(read.device()))
        .isEqualTo("{\"attributes\":{\"a\":\"2\"},\"used_dev_nonces\":[2]}");
    assertThat(read.notices())
        .extracting(JsonNotice::kind, JsonNotice::field, JsonNotice::column)
        .containsExactly(
            tuple(JsonNotice.Kind.DUPLICATE_FIELD, "usedDevNonces", 24L),
            tuple(JsonNotice.Kind.DUPLICATE_FIELD, "attributes", 66L));
  }

  @Test
  void protojson_refuses_duplicates_whatever_is_asked_for() {
    String json = "{\"version_ids\":{\"brand_id\":\"a\",\"brandId\":\"b\"}}";
    assertThatExceptionOfType(DeviceJsonException.class)
        .isThrownBy(() -> DeviceJson.read(json, ReadOptions.strict().takeLastOfDuplicates()))
        .satisfies(e -> assertThat(e.field()).isEqualTo("version_ids.brandId"));
  }

  @Test
  void null_means_not_given_everywhere_when_asked_for() {
    JsonDevice read =
        DeviceJson.read(
            "{\"supports_join\":null,\"power_state\":null,\"last_dev_nonce\":null,"
                + "\"locations\":{\"a\":{\"latitude\":null}}}",
            ReadOptions.strict().acceptNulls());
    assertThat(DeviceJson.write(read.device())).isEqualTo("{\"locations\":{\"a\":{}}}");
  }

  @Test
  void a_duration_that_no_reader_takes_is_refused_on_writing() {
    EndDevice device =
        DeviceJson.read("{\"ids\":{\"device_id\":\"a\"}}")
            .with(
                change ->
                    change
                        .getMacSettingsBuilder()
                        .setClassBTimeout(Duration.newBuilder().setSeconds(9223372037L)));
    assertThatExceptionOfType(MigrationException.class)
        .isThrownBy(() -> DeviceJson.write(device))
        .withMessageContaining("device a")
        .withMessageContaining("field mac_settings.class_b_timeout");
  }

  @Test
  void free_objects_hold_finite_numbers_only() {
    EndDevice device =
        DeviceJson.read("{}")
            .with(
                change ->
                    change
                        .getProvisioningDataBuilder()
                        .putFields(
                            "a",
                            com.google.protobuf.Value.newBuilder()
                                .setNumberValue(Double.NaN)
                                .build()));
    assertThatExceptionOfType(MigrationException.class)
        .isThrownBy(() -> DeviceJson.write(device))
        .withMessageContaining("field provisioning_data");
  }

  @Test
  void fields_that_are_known_by_number_only_are_named() {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    EndDevice device =
        Devices.device("a")
            .with(
                change -> {
                  change.setUnknownFields(unknown);
                  change.getMacSettingsBuilder().setUnknownFields(unknown);
                  change.getMacSettingsBuilder().getRx1DelayBuilder().setUnknownFields(unknown);
                  change
                      .getMacStateBuilder()
                      .addRecentUplinksBuilder()
                      .getSettingsBuilder()
                      .setUnknownFields(unknown);
                  change.putLocations(
                      "user", Location.newBuilder().setUnknownFields(unknown).build());
                });
    assertThat(DeviceJson.fieldsLeftOut(device))
        .containsExactlyInAnyOrder(
            "#900",
            "mac_settings.#900",
            "mac_settings.rx1_delay.#900",
            "mac_state.recent_uplinks.settings.#900",
            "locations.#900");
    assertThat(DeviceJson.fieldsLeftOut(Devices.device("a"))).isEmpty();
    try (Sink sink = JsonStreamSink.to(OutputStream.nullOutputStream())) {
      assertThat(sink.probe(device, Call.standalone()))
          .extracting(Finding::code)
          .containsExactly(FindingCodes.NEWER_FIELDS_DROPPED);
      assertThat(sink.probe(Devices.device("a"), Call.standalone())).isEmpty();
    }
  }

  @Test
  void bytes_of_an_odd_length_are_written_as_they_are() {
    EndDevice device =
        DeviceJson.read("{}")
            .with(change -> change.getIdsBuilder().setDevEui(ByteString.fromHex("ab")));
    assertThat(DeviceJson.write(device)).isEqualTo("{\"ids\":{\"dev_eui\":\"AB\"}}");
  }

  /** Wherever a key may come to stand by mistake. */
  @Test
  void no_refusal_shows_a_key() {
    String[] texts = {
      "{\"root_keys\":{\"app_key\":{\"key\":\"" + KEY + "0\"}}}",
      "{\"root_keys\":{\"app_key\":\"" + KEY + "\"}}",
      "{\"root_keys\":{\"app_key\":{\"" + KEY + "\":1}}}",
      "{\"root_keys\":{\"app_key\":{\"key\":" + KEY + "}}}",
      "{\"root_keys\":{\"app_key\":{\"key\":{\"" + KEY + "\":1}}}}",
      "{\"last_dev_nonce\":\"" + KEY + "\"}",
      "{\"last_dev_nonce\":0" + KEY + "}",
      "{\"supports_join\":\"" + KEY + "\"}",
      "{\"battery_percentage\":\"" + KEY + "\"}",
      "{\"power_state\":\"" + KEY + "\"}",
      "{\"created_at\":\"" + KEY + "\"}",
      "{\"mac_settings\":{\"class_b_timeout\":\"" + KEY + "\",\"resets_f_cnt\":\"" + KEY + "\"}}",
      "{\"mac_settings\":{\"resets_f_cnt\":{\"" + KEY + "\":true}}}",
      "{\"mac_state\":{\"rejected_data_rate_ranges\":{\"" + KEY + "\":{}}}}",
      "{\"attributes\":{\"" + KEY + "\":1}}",
      "{\"attributes\":{\"" + KEY + "\":\"\",\"" + KEY + "\":\"\"}}",
      "{\"provisioning_data\":{\"" + KEY + "\":\"\",\"" + KEY + "\":\"\"}}",
      "{\"version_ids\":{\"brand_id\":\"" + KEY + "\\ud800\"}}",
      "{\"name\":\"" + KEY + "\n\"}",
      "{\"name\":\"" + KEY + "\\x\"}",
      "{} " + KEY,
      KEY,
      "{\"name\":\"a\", " + KEY,
    };
    for (String text : texts) {
      DeviceJsonException refusal =
          catchThrowableOfType(DeviceJsonException.class, () -> DeviceJson.read(text));
      assertThat(refusal).as("a refusal of %s", text).isNotNull();
      StringWriter trace = new StringWriter();
      refusal.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString()).doesNotContainIgnoringCase(KEY.substring(0, 12));
    }
  }
}
