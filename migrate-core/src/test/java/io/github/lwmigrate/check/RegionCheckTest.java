package io.github.lwmigrate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.lorawan.Bands;
import io.github.lwmigrate.lorawan.FrequencyPlan;
import io.github.lwmigrate.lorawan.FrequencyPlanSummary;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.lorawan.MacStates;
import io.github.lwmigrate.lorawan.PhyVersion;
import io.github.lwmigrate.lorawan.PlanChannel;
import io.github.lwmigrate.lorawan.RegionalParametersException;
import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionCheckTest {

  private static final FrequencyPlans BUNDLED = FrequencyPlans.bundled();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EU_863_870_TNT | EU_863_870, EU_863_870_TTN",
        "eu-863-870 | EU_863_870, EU_863_870_TTN, EU_863_870_ROAMING_DRAFT",
        "US_902_928 | US_902_928_FSB_1, US_902_928_FSB_2, US_902_928_FSB_3",
      })
  void unknownPlan_needsAWord_andNamesNearOnes(String plan, String near) {
    assertThat(judged("otaa", "frequency_plan_id: \"" + plan + "\""))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.CONFIRM);
              assertThat(finding.code()).isEqualTo("frequency-plan-unknown");
              assertThat(finding.field()).isEqualTo("frequency_plan_id");
              assertThat(finding.remedy()).startsWith("Known and near: " + near + ". Correct");
            });
  }

  @Test
  void unknownPlan_isShownUnlessItMayBeAKey() {
    assertThat(judged("otaa", "frequency_plan_id: \"XX_100_200\""))
        .extracting(Finding::message)
        .containsExactly(
            "The frequency plan XX_100_200 is not among the known ones, so neither the target's"
                + " answer nor the device's channels can be foreseen.");
    assertThat(judged("otaa", "frequency_plan_id: \"0123456789ABCDEF0123456789ABCDEF\""))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.toString()).doesNotContain("0123");
              assertThat(finding.remedy()).startsWith("Correct the plan");
            });
  }

  @Test
  void overlongPlanId_isAMatterOfMessageValidation() {
    assertThat(judged("otaa", "frequency_plan_id: \"" + "X".repeat(65) + "\""))
        .extracting(Finding::code)
        .containsExactly("invalid-field");
  }

  @Test
  void plansOfTheTarget_decide() {
    FrequencyPlan own =
        FrequencyPlan.builder("OWN", "EU_863_870")
            .uplinkChannels(List.of(new PlanChannel(867_100_000, 0, 5, 0)))
            .build();
    FrequencyPlans plans = plans(id -> id.equals("OWN") ? Optional.of(own) : Optional.empty());

    assertThat(judged(plans, "abp", "frequency_plan_id: \"OWN\"")).isEmpty();
    assertThat(judged(plans, "abp", ""))
        .extracting(Finding::code)
        .containsExactly("frequency-plan-unknown");
    assertThat(judged("abp", "frequency_plan_id: \"OWN\""))
        .extracting(Finding::code)
        .containsExactly("frequency-plan-unknown");
  }

  @Test
  void plansThatCannotBeRead_areAnErrorThatSaysWhy() {
    FrequencyPlans plans =
        plans(
            id -> {
              throw new RegionalParametersException(
                  Reason.PLAN_LIST_UNREADABLE, "No connection to x.", Map.of());
            });

    assertThat(judged(plans, "otaa", ""))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.ERROR);
              assertThat(finding.code()).isEqualTo("frequency-plan-unreadable");
              assertThat(finding.message()).isEqualTo("No connection to x.");
            });
  }

  @Test
  void planWithoutMacState_isAnErrorOfSessions() {
    FrequencyPlan uneven =
        FrequencyPlan.builder("UNEVEN", "EU_863_870")
            .uplinkChannels(List.of(new PlanChannel(867_100_000, 0, 5, 0)))
            .downlinkChannels(
                List.of(
                    new PlanChannel(867_100_000, 0, 5, 0), new PlanChannel(867_300_000, 0, 5, 0)))
            .build();
    FrequencyPlans plans = plans(id -> Optional.of(uneven));

    assertThat(judged(plans, "abp", ""))
        .extracting(Finding::code)
        .containsExactly("mac-state-impossible");
    assertThat(judged(plans, "otaa", "")).isEmpty();
    assertThat(judged("abp", "mac_settings { relay { served { } } }"))
        .extracting(Finding::code)
        .contains("mac-state-impossible");
  }

  @Test
  void versionThatTheBandLacks_isRefused_withTheOnesItHas() {
    assertThat(
            judged(
                "otaa",
                "frequency_plan_id: \"RU_864_870_TTN\" lorawan_phy_version: PHY_V1_0_2_REV_B"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("phy-version-not-of-band");
              assertThat(finding.field()).isEqualTo("lorawan_phy_version");
              assertThat(finding.severity()).isEqualTo(Severity.ERROR);
              assertThat(finding.remedy()).contains("PHY_V1_0_3_REV_A");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version_ids { band_id: 'US_902_928' } | band-mismatch@version_ids.band_id",
        "mac_settings { rx2_data_rate_index { value: DATA_RATE_15 } } |"
            + " data-rate-not-of-band@mac_settings.rx2_data_rate_index.value",
        "mac_settings { adr { dynamic { max_data_rate_index { value: DATA_RATE_7 } } } } |"
            + " data-rate-not-of-band@mac_settings.adr.mode.dynamic.max_data_rate_index.value",
        "mac_settings { adr { static { tx_power_index: 9 nb_trans: 1 } } } |"
            + " tx-power-not-of-band@mac_settings.adr.mode.static.tx_power_index",
        "mac_settings { uplink_dwell_time { } } |"
            + " dwell-time-not-of-band@mac_settings.uplink_dwell_time.value",
        "mac_settings { factory_preset_frequencies: 915000000 } |"
            + " factory-preset-not-of-band@mac_settings.factory_preset_frequencies",
        "mac_settings { relay { serving { default_channel_index { } } } } |"
            + " relay-channel-not-of-band@mac_settings.relay.mode.serving.default_channel_index",
      })
  void whatTheBandForbids_isRefused(String changes, String expected) {
    assertThat(TestDevices.named(judged("abp", changes.replace('\'', '"')), Severity.ERROR))
        .containsExactly(expected);
  }

  @Test
  void tooManyChannels_areRefused() {
    String channel = "channels { downlink_frequency: 868100000 } ";
    assertThat(
            TestDevices.named(
                judged(
                    "abp",
                    "mac_state { current_parameters { rx2_frequency: 869525000 "
                        + channel.repeat(17)
                        + "} desired_parameters { rx2_frequency: 869525000 "
                        + channel
                        + "} lorawan_version: MAC_V1_0_3 }"),
                Severity.ERROR))
        .containsExactly("too-many-channels@mac_state.current_parameters.channels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dynamic { }", "disabled { }"})
  void bandWithoutDynamicAdr_refusesIt(String mode) {
    List<Finding> findings =
        judged(
            "abp",
            "frequency_plan_id: \"ISM_2400_3CH_DRAFT2\" lorawan_phy_version: RP002_V1_0_4"
                + " mac_settings { adr { "
                + mode
                + " } }");
    assertThat(findings)
        .extracting(Finding::code)
        .isEqualTo(mode.startsWith("dynamic") ? List.of("dynamic-adr-not-of-band") : List.of());
  }

  @Test
  void rangeOfTheDevice_isComparedWithThePlan() {
    assertThat(judged("otaa", "min_frequency: 902000000 max_frequency: 928000000"))
        .extracting(Finding::code, Finding::field)
        .containsExactly(tuple("frequency-plan-out-of-range", "min_frequency"));
    assertThat(judged("otaa", "max_frequency: 868500000")).extracting(Finding::code).isEmpty();
    assertThat(judged("otaa", "max_frequency: 868400000"))
        .extracting(Finding::field)
        .containsExactly("max_frequency");
    assertThat(judged("otaa", "min_frequency: 863000000 max_frequency: 870000000")).isEmpty();
  }

  @Test
  void channelsOfAnotherPlan_areWarnedOf() {
    EndDevice first = withState("US_902_928_FSB_1", PhyVersion.PHY_V1_0_3_REV_A);
    EndDevice onSecond = first.toBuilder().setFrequencyPlanId("US_902_928_FSB_2").build();
    assertThat(judged(BUNDLED, first)).isEmpty();
    assertThat(judged(BUNDLED, onSecond))
        .extracting(Finding::code, Finding::field)
        .containsExactly(tuple("channels-not-of-plan", "mac_state.desired_parameters.channels"));
    assertThat(
            judged(
                "abp",
                "frequency_plan_id: \"US_902_928_FSB_2\" mac_settings {"
                    + " factory_preset_frequencies: [902300000, 902500000] }"))
        .extracting(Finding::code, Finding::field)
        .containsExactly(tuple("channels-not-of-plan", "mac_settings.factory_preset_frequencies"));
  }

  @Test
  void europeanPlans_areToldApartInBothDirections() {
    EndDevice plain = withState("EU_863_870", PhyVersion.PHY_V1_0_3_REV_A);
    EndDevice ttn = withState("EU_863_870_TTN", PhyVersion.PHY_V1_0_3_REV_A);
    EndDevice.Builder settled = ttn.toBuilder();
    settled.getMacStateBuilder().setCurrentParameters(ttn.getMacState().getDesiredParameters());

    assertThat(judged(BUNDLED, plain)).isEmpty();
    assertThat(judged(BUNDLED, ttn)).isEmpty();
    assertThat(judged(BUNDLED, settled.build())).isEmpty();
    assertThat(judged(BUNDLED, plain.toBuilder().setFrequencyPlanId("EU_863_870_TTN").build()))
        .extracting(Finding::code)
        .containsExactly("eu-frequency-plan-variant");
    assertThat(judged(BUNDLED, settled.setFrequencyPlanId("EU_863_870").build()))
        .extracting(Finding::code)
        .containsExactly("eu-frequency-plan-variant");
  }

  /** What a server makes of a plan is what the checks accept, in every version. */
  @Test
  void everyPlanAndVersion_givesAStateThatPasses_orANamedError() {
    int passed = 0;
    for (FrequencyPlanSummary summary : BUNDLED.list()) {
      for (PhyVersion version : PhyVersion.values()) {
        if (Bands.versions(summary.bandId()).contains(version)) {
          assertThat(judged(BUNDLED, withState(summary.id(), version)))
              .as("%s %s", summary.id(), version)
              .isEmpty();
          passed++;
        } else {
          assertThat(
                  judged(
                      "otaa",
                      "frequency_plan_id: \"%s\" lorawan_phy_version: %s"
                          .formatted(summary.id(), version.toProto())))
              .extracting(Finding::code)
              .containsExactly("phy-version-not-of-band");
        }
      }
    }
    assertThat(passed).isGreaterThan(500);
  }

  private static EndDevice withState(String planId, PhyVersion version) {
    EndDevice device =
        TestDevices.good("abp").toBuilder()
            .setFrequencyPlanId(planId)
            .setLorawanPhyVersion(version.toProto())
            .build();
    return device.toBuilder()
        .setMacState(MacStates.create(device, BUNDLED, MACSettings.getDefaultInstance()))
        .build();
  }

  private static List<Finding> judged(String kind, String changes) {
    return judged(BUNDLED, kind, changes);
  }

  private static List<Finding> judged(FrequencyPlans plans, String kind, String changes) {
    EndDevice device = TestDevices.good(kind);
    return judged(plans, changes.isEmpty() ? device : TestDevices.changed(device, changes));
  }

  private static List<Finding> judged(FrequencyPlans plans, EndDevice device) {
    return TestDevices.findings(DeviceChecks.importProfile(plans), device);
  }

  private static FrequencyPlans plans(Function<String, Optional<FrequencyPlan>> find) {
    return new FrequencyPlans() {
      @Override
      public List<FrequencyPlanSummary> list() {
        return List.of();
      }

      @Override
      public Optional<FrequencyPlan> find(String id) {
        return find.apply(id);
      }
    };
  }
}
