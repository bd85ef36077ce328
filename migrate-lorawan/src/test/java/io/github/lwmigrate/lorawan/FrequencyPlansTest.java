package io.github.lwmigrate.lorawan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrequencyPlansTest {

  private final FrequencyPlans plans = FrequencyPlans.bundled();

  @Test
  void everyPlan_hasTheRecordedValues() {
    List<String> actual =
        plans.list().stream()
            .map(
                summary -> {
                  FrequencyPlan plan = plans.get(summary.id());
                  String value = summary + " " + PlanJson.of(plan);
                  return summary.id() + "\t" + Fingerprints.of(value);
                })
            .toList();
    assertThat(actual)
        .hasSize(71)
        .containsExactlyElementsOf(Fingerprints.lines("plan-fingerprints.tsv"));
  }

  @Test
  void everyPlan_belongsToABand_andItsBaseToTheSame() {
    for (FrequencyPlanSummary summary : plans.list()) {
      FrequencyPlan plan = plans.get(summary.id());
      assertThat(plan.id()).isEqualTo(summary.id());
      assertThat(plan.bandId()).isEqualTo(summary.bandId());
      assertThat(Bands.versions(plan.bandId())).isNotEmpty();
      String baseId = summary.baseId();
      if (baseId != null) {
        assertThat(plans.get(baseId).bandId()).isEqualTo(plan.bandId());
      }
    }
  }

  @Test
  void extension_isComposedWithItsBase() {
    FrequencyPlan base = plans.get("EU_863_870");
    FrequencyPlan plan = plans.get("EU_863_870_TTN");

    assertThat(plan.uplinkChannels())
        .hasSize(8)
        .isEqualTo(base.uplinkChannels())
        .contains(new PlanChannel(867_100_000, 0, 5, 0));
    assertThat(base.rx2DefaultDataRate()).isEmpty();
    assertThat(plan.rx2DefaultDataRate()).hasValue(3);
    assertThat(plan.loraStandardChannel()).contains(new SingleRateChannel(868_300_000, 6, 1));
    assertThat(plan.fskChannel()).contains(new SingleRateChannel(868_800_000, 7, 1));
    assertThat(plan.radios())
        .contains(
            new Radio(
                true,
                "SX1257",
                867_500_000,
                -166,
                new Radio.Transmission(863_000_000, 870_000_000, 0)));
    assertThat(plan.clockSource()).isEqualTo(1);
    assertThat(plan).isNotEqualTo(base).hasToString("EU_863_870_TTN");
  }

  @Test
  void summary_saysWhatAListShows() {
    assertThat(plans.list())
        .contains(
            new FrequencyPlanSummary(
                "UZ_923_1",
                null,
                "AS_923",
                "Uzbekistan 915-928 MHz with only default channels",
                915,
                List.of("uz")))
        .anySatisfy(
            summary -> {
              assertThat(summary.id()).isEqualTo("SG_920_923_TTN");
              assertThat(summary.baseId()).isEqualTo("AS_920_923");
            });
  }

  @Test
  void unstatedAndFalse_differ() {
    assertThat(plans.get("AS_923").dwellTime()).isEqualTo(DwellTime.UNSTATED);
    assertThat(plans.get("AS_923_NDT").dwellTime()).isEqualTo(new DwellTime(false, false, null));
    assertThat(plans.get("AU_915_928_FSB_1").dwellTime())
        .isEqualTo(new DwellTime(null, false, null));
    assertThat(plans.get("AS_923_DT").dwellTime())
        .isEqualTo(new DwellTime(true, true, Duration.ofMillis(400)));
  }

  @Test
  void rareParts_areRead() {
    assertThat(plans.get("UZ_923_1").rx2Channel()).contains(new PlanChannel(926_200_000, 0, 5, 0));
    assertThat(plans.get("US_903_0").maxEirp()).hasValue(24.15);
    assertThat(plans.get("AS_920_923_LBT").listenBeforeTalk())
        .contains(new ListenBeforeTalk(-80, -4, Duration.ofNanos(128_000)));
    assertThat(plans.get("AS_920_923").subBand(922_000_000))
        .contains(new SubBand(922_000_000, 923_400_000, 0, null));
    assertThat(plans.get("AS_920_923").subBand(921_900_000)).isEmpty();
    assertThat(plans.get("EU_863_870").timeOffAir()).isEmpty();
    assertThat(plans.get("IN_865_867").radios())
        .extracting(Radio::transmission)
        .containsExactly(new Radio.Transmission(865_000_000, 867_000_000, 129_000), null);
  }

  @Test
  void get_unknownPlan_fails() {
    for (String id : List.of("", "eu_863_870", "countries")) {
      RegionalParametersException failure =
          catchThrowableOfType(RegionalParametersException.class, () -> plans.get(id));
      assertThat(failure.reason()).isEqualTo(Reason.PLAN_NOT_FOUND);
      assertThat(failure.reason().serverError()).contains("pkg/frequencyplans:not_found");
      assertThat(failure.attributes()).containsEntry("id", id);
      assertThat(plans.find(id)).isEmpty();
    }
  }

  @Test
  void builtPlan_leavesToTheBandWhatIsNotGiven() {
    FrequencyPlan plan = FrequencyPlan.builder("OWN", "EU_863_870").build();

    assertThat(plan.uplinkChannels()).isEmpty();
    assertThat(plan.maxEirp()).isEmpty();
    assertThat(plan.rx2DefaultDataRate()).isEmpty();
    assertThat(plan.pingSlotDefaultDataRate()).isEmpty();
    assertThat(plan.dwellTime()).isEqualTo(DwellTime.UNSTATED);
    assertThat(plan).isEqualTo(FrequencyPlan.builder("OWN", "EU_863_870").build());
  }

  @Test
  void plan_isMadeOnce_andCannotBeChanged() {
    FrequencyPlan plan = plans.get("IN_865_867");

    assertThat(plans.get("IN_865_867")).isSameAs(plan);
    assertThatThrownBy(() -> plan.uplinkChannels().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> plans.list().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
