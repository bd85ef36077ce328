package io.github.lwmigrate.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DamagedInputTest {

  private static final String DEVICE =
      "{\"ids\":{\"device_id\":\"x\",\"dev_eui\":\"0011223344AABBCC\"},\"name\":\"a \\\"b\\\""
          + " \\u00e9 😀\","
          + "\"attributes\":{\"k\":\"v\"},\"supports_join\":true,\"created_at\":\"2024-05-17T08:30:00Z\","
          + "\"mac_settings\":{\"rx1_delay\":5,\"factory_preset_frequencies\":[\"868100000\",868300000],"
          + "\"adr\":{\"static\":{\"nb_trans\":1}}},\"locations\":{\"user\":{\"latitude\":-1.5e1}},"
          + "\"provisioning_data\":{\"a\":[null,{\"b\":1}]}}";
  private static final String INSERTED = "{}[]\",:\\x0E-\u0000\t'";

  /** Whatever happens to one line, the others are read, and nothing but the mistake is reported. */
  @Test
  void damage_to_one_line_leaves_the_others_alone() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 8_000; i++) {
      StringBuilder damaged = new StringBuilder(DEVICE);
      for (int count = 1 + random.nextInt(3); count > 0; count--) {
        if (damaged.length() < 3) {
          break;
        }
        int at = random.nextInt(1, damaged.length());
        switch (random.nextInt(3)) {
          case 0 -> damaged.deleteCharAt(at);
          case 1 -> damaged.insert(at, INSERTED.charAt(random.nextInt(INSERTED.length())));
          default -> damaged.setLength(at);
        }
      }
      // Behind these an object may go on with the next line.
      if (":[,".indexOf(damaged.charAt(damaged.length() - 1)) >= 0) {
        continue;
      }
      assertThat(ids(Devices.json("a") + "\n" + damaged + "\n" + Devices.json("b") + "\n"))
          .as("with the line %s", damaged)
          .startsWith("a")
          .endsWith("b");
    }
  }

  private static List<String> ids(String text) {
    List<String> ids = new ArrayList<>();
    try (DeviceJsonReader reader =
        DeviceJsonReader.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      while (true) {
        try {
          Optional<JsonDevice> next = reader.next();
          if (next.isEmpty()) {
            return ids;
          }
          ids.add(next.get().device().deviceId());
        } catch (DeviceJsonException e) {
          ids.add("line " + e.line());
        }
      }
    }
  }
}
