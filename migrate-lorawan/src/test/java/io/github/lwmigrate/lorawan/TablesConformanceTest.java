package io.github.lwmigrate.lorawan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bundled tables against those of the real server. */
@Tag("conformance")
class TablesConformanceTest {

  @Test
  void everyBandHasEveryRecordedValue() {
    List<JsonObject> rows = Vectors.rows("bands");
    assertThat(rows).isNotEmpty();
    for (JsonObject row : rows) {
      String id = row.get("band_id").getAsString();
      PhyVersion version = PhyVersion.valueOf(row.get("phy_version").getAsString());
      Band band = Bands.get(id, version);
      JsonObject expected = row.getAsJsonObject("band");
      JsonElement modulo = expected.remove("rx1_channel_modulo");
      assertThat(BandJson.of(band)).as("%s %s", id, version).isEqualTo(expected);
      for (int channel = 0; channel < 96; channel++) {
        assertThat(band.rx1ChannelIndex(channel))
            .isEqualTo(modulo.isJsonNull() ? channel : channel % modulo.getAsInt());
      }
    }
  }

  @Test
  void noOtherBandIsDefined() {
    List<String> expected =
        Vectors.rows("bands").stream()
            .map(row -> row.get("band_id").getAsString() + row.get("phy_version").getAsString())
            .toList();
    List<String> actual = new ArrayList<>();
    for (String id : Bands.ids()) {
      Bands.versions(id).forEach(version -> actual.add(id + version));
    }
    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void everyPlanHasEveryRecordedValue() {
    List<JsonObject> rows = Vectors.rows("plans");
    assertThat(FrequencyPlans.bundled().list())
        .extracting(FrequencyPlanSummary::id)
        .containsExactlyElementsOf(rows.stream().map(row -> row.get("id").getAsString()).toList());
    for (JsonObject row : rows) {
      String id = row.get("id").getAsString();
      assertThat(PlanJson.of(FrequencyPlans.bundled().get(id)))
          .as(id)
          .isEqualTo(row.getAsJsonObject("plan"));
    }
  }
}
