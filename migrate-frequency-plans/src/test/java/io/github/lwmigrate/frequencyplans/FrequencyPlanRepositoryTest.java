package io.github.lwmigrate.frequencyplans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lwmigrate.lorawan.ChannelDwellTime;
import io.github.lwmigrate.lorawan.DwellTime;
import io.github.lwmigrate.lorawan.FrequencyPlan;
import io.github.lwmigrate.lorawan.FrequencyPlanSummary;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.lorawan.ListenBeforeTalk;
import io.github.lwmigrate.lorawan.PlanChannel;
import io.github.lwmigrate.lorawan.Radio;
import io.github.lwmigrate.lorawan.RegionalParametersException;
import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import io.github.lwmigrate.lorawan.SingleRateChannel;
import io.github.lwmigrate.lorawan.SubBand;
import io.github.lwmigrate.lorawan.TimeOffAir;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrequencyPlanRepositoryTest {

  private static final String EVERYTHING =
      """
      band-id: EU_863_870
      sub-bands:
      - {min-frequency: 863000000, max-frequency: 865000000, duty-cycle: 0.001, max-eirp: 14.1}
      - {min-frequency: 865000001, max-frequency: 868000000}
      uplink-channels:
      - frequency: 867100000
        min-data-rate: 1
        max-data-rate: 5
        radio: 1
        dwell-time: {enabled: true, duration: 1s}
      downlink-channels:
      - {frequency: 867300000, max-data-rate: 5}
      lora-standard-channel: {frequency: 868300000, data-rate: 6, radio: 1}
      fsk-channel: {frequency: 868800000, data-rate: 7}
      time-off-air: {fraction: 0.5, duration: 90s}
      dwell-time: {uplinks: false, downlinks: true, duration: 400ms}
      listen-before-talk: {rssi-target: -80.5, rssi-offset: -4, scan-time: 128us}
      radios:
      - enable: true
        chip-type: SX1257
        frequency: 867500000
        rssi-offset: -166
        tx: {min-frequency: 863000000, max-frequency: 870000000, notch-frequency: 129000}
      clock-source: 1
      ping-slot: {frequency: 869525000, min-data-rate: 3, max-data-rate: 3}
      ping-slot-default-data-rate: 3
      rx2-channel: {frequency: 869525000}
      rx2-default-data-rate: 0
      max-eirp: 16
      """;

  @TempDir Path folder = Path.of("");

  @Test
  void everyPartOfAPlan_isRead() {
    FrequencyPlan plan = new Repository(folder).plan("ALL", EVERYTHING).open().get("ALL");

    assertThat(plan)
        .isEqualTo(
            FrequencyPlan.builder("ALL", "EU_863_870")
                .subBands(
                    List.of(
                        new SubBand(863_000_000, 865_000_000, 0.001, 14.1),
                        new SubBand(865_000_001, 868_000_000, 0, null)))
                .uplinkChannels(
                    List.of(
                        new PlanChannel(
                            867_100_000,
                            1,
                            5,
                            1,
                            new ChannelDwellTime(true, Duration.ofSeconds(1)))))
                .downlinkChannels(List.of(new PlanChannel(867_300_000, 0, 5, 0)))
                .loraStandardChannel(new SingleRateChannel(868_300_000, 6, 1))
                .fskChannel(new SingleRateChannel(868_800_000, 7, 0))
                .timeOffAir(new TimeOffAir(0.5, Duration.ofSeconds(90)))
                .dwellTime(new DwellTime(false, true, Duration.ofMillis(400)))
                .listenBeforeTalk(new ListenBeforeTalk(-80.5, -4, Duration.ofNanos(128_000)))
                .radios(
                    List.of(
                        new Radio(
                            true,
                            "SX1257",
                            867_500_000,
                            -166,
                            new Radio.Transmission(863_000_000, 870_000_000, 129_000))))
                .clockSource(1)
                .pingSlotChannel(new PlanChannel(869_525_000, 3, 3, 0))
                .pingSlotDefaultDataRate(3)
                .rx2Channel(new PlanChannel(869_525_000, 0, 0, 0))
                .rx2DefaultDataRate(0)
                .maxEirp(16)
                .build());
  }

  @Test
  void extension_replacesWhatItStates_andNothingElse() {
    FrequencyPlans plans =
        new Repository(folder)
            .plan("BASE", EVERYTHING)
            .extension(
                "EXTENDED",
                "BASE",
                """
                rx2-default-data-rate: 3
                uplink-channels: [{frequency: 867500000}]
                dwell-time: {uplinks: true, duration: 2s}
                time-off-air: {fraction: 0}
                clock-source: 5
                max-eirp:
                """)
            .extension("SAME", "BASE", "")
            .open();

    FrequencyPlan base = plans.get("BASE");
    FrequencyPlan plan = plans.get("EXTENDED");
    assertThat(plan.rx2DefaultDataRate()).hasValue(3);
    assertThat(plan.uplinkChannels()).containsExactly(new PlanChannel(867_500_000, 0, 0, 0));
    assertThat(plan.dwellTime()).isEqualTo(new DwellTime(true, null, Duration.ofSeconds(2)));
    assertThat(plan.timeOffAir()).isEqualTo(base.timeOffAir());
    assertThat(plan.clockSource()).isEqualTo(1);
    assertThat(plan.maxEirp()).hasValue(16);
    assertThat(plan.downlinkChannels()).isEqualTo(base.downlinkChannels());
    assertThat(plan.bandId()).isEqualTo("EU_863_870");
    assertThat(plans.get("SAME").radios()).isEqualTo(base.radios());
  }

  @Test
  void base_isNotFollowedToItsOwnBase() {
    FrequencyPlans plans =
        new Repository(folder)
            .plan("A", "band-id: EU_863_870")
            .extension("B", "A", "max-eirp: 10")
            .extension("C", "B", "rx2-default-data-rate: 0")
            .open();

    assertThat(plans.get("B").maxEirp()).hasValue(10);
    assertThat(failure(plans, "C").serverErrors())
        .containsExactly("pkg/frequencyplans:invalid", "pkg/band:band_not_found");
  }

  @Test
  void list_saysOfAnExtensionWhatItsBaseSays() {
    FrequencyPlans plans =
        new Repository(folder)
            .index(
                """
                - id: A
                  band-id: EU_863_870
                  name: Europe
                  description: not read
                  base-frequency: 868
                  file: A.yml
                  country-codes: [no, se]
                - id: B
                  base-id: A
                  file: B.yml
                - id: A
                  name: a second entry
                """)
            .open();

    assertThat(plans.list())
        .containsExactly(
            new FrequencyPlanSummary("A", null, "EU_863_870", "Europe", 868, List.of("no", "se")),
            new FrequencyPlanSummary("B", "A", "EU_863_870", "", 868, List.of()));
  }

  @Test
  void unknownPlan_isNotFound() {
    FrequencyPlans plans = new Repository(folder).plan("A", "band-id: EU_863_870").open();

    assertThat(plans.find("B")).isEmpty();
    assertThat(plans.find("")).isEmpty();
    assertThat(failure(plans, "a").reason()).isEqualTo(Reason.PLAN_NOT_FOUND);
  }

  @Test
  void emptyIndex_hasNoPlans() {
    assertThat(new Repository(folder).open().list()).isEmpty();
  }

  @Test
  void values_areTakenInEveryFormTheServerTakes() {
    FrequencyPlan plan =
        new Repository(folder)
            .plan(
                "A",
                """
                # the last of several counts, unknown keys are passed over, anchors are followed
                band-id: XX
                band-id: AS_923
                unknown: [1, {2: 3}]
                dwell-time: {uplinks: yes, downlinks: Off, duration: 400_000_000}
                uplink-channels:
                - &first {frequency: 923_200_000, max-data-rate: 05}
                - {frequency: 923.4e6, max-data-rate: 0x5}
                downlink-channels:
                - {<<: *first, frequency: 923600000, radio: ~}
                - {<<: [{radio: 1}, *first], max-data-rate: 3}
                ---
                band-id: US_902_928
                """)
            .open()
            .get("A");

    assertThat(plan.bandId()).isEqualTo("AS_923");
    assertThat(plan.dwellTime()).isEqualTo(new DwellTime(true, false, Duration.ofMillis(400)));
    assertThat(plan.uplinkChannels())
        .containsExactly(
            new PlanChannel(923_200_000, 0, 5, 0), new PlanChannel(923_400_000, 0, 5, 0));
    assertThat(plan.downlinkChannels())
        .containsExactly(
            new PlanChannel(923_600_000, 0, 5, 0), new PlanChannel(923_200_000, 0, 3, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{{ | line 1, column 4 is not YAML",
        "- 1 | line 1, column 1: expected is a mapping, but this is a list",
        "uplink-channels: 5 | line 1, column 18, uplink-channels: expected is a list, but this is"
            + " \"5\"",
        "uplink-channels: [5] | line 1, column 19, uplink-channels[0]: expected is a mapping",
        "uplink-channels: [{frequency: -1}] | uplink-channels[0].frequency: expected is a whole"
            + " number from 0 to 9223372036854775807, but this is \"-1\"",
        "uplink-channels: [{frequency: '868100000'}] | uplink-channels[0].frequency: expected is a"
            + " whole number",
        "uplink-channels: [{frequency: 868100000.5}] | but this is \"868100000.5\"",
        "uplink-channels: [{max-data-rate: 256}] | max-data-rate: expected is a whole number from 0"
            + " to 255",
        "dwell-time: {uplinks: 1} | dwell-time.uplinks: expected is true or false",
        "dwell-time: {duration: 400\u00b5} | dwell-time.duration: expected is a duration such as"
            + " 400ms",
        "dwell-time: {duration: [1]} | but this is a list",
        "max-eirp: high | max-eirp: expected is a number, but this is \"high\"",
        "max-eirp: .nan | max-eirp: expected is a number",
        "band-id: {a: b} | band-id: expected is a text, but this is a mapping",
      })
  void unreadableFile_saysWhereAndWhatIsExpected(String text, String message) {
    RegionalParametersException failure =
        failure(new Repository(folder).plan("A", text).open(), "A");

    assertThat(failure)
        .hasMessageStartingWith("Frequency plan \"A\" cannot be read. " + folder.resolve("A.yml"))
        .hasMessageContaining(message);
    assertThat(failure.serverErrors())
        .containsExactly("pkg/frequencyplans:read", "pkg/frequencyplans:parse_file");
    assertThat(failure.statusCode()).isEqualTo(15);
    assertThat(failure.attributes()).containsEntry("id", "A");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "band-id: XX | There is no band \"XX\". Give band-id one of AS_923, | pkg/band:"
            + "band_not_found",
        "max-eirp: 3 | It names no band. | pkg/band:band_not_found",
        "{band-id: EU_863_870, dwell-time: {downlinks: true}} | Its dwell time is limited, but"
            + " nothing says to what. | pkg/frequencyplans:no_dwell_time_duration",
        "{band-id: EU_863_870, downlink-channels: [{}, {dwell-time: {enabled: true}}]} | The dwell"
            + " time of downlink-channels[1] is limited |"
            + " pkg/frequencyplans:channel pkg/frequencyplans:no_dwell_time_duration",
      })
  void contradictoryPlan_isInvalid(String text, String message, String causes) {
    RegionalParametersException failure =
        failure(new Repository(folder).plan("A", text).open(), "A");

    assertThat(failure).hasMessageContaining(message);
    assertThat(String.join(" ", failure.serverErrors()))
        .isEqualTo("pkg/frequencyplans:invalid " + causes);
    assertThat(failure.statusCode()).isEqualTo(15);
  }

  @Test
  void missingFiles_areNamed() throws Exception {
    FrequencyPlans plans =
        new Repository(folder).plan("A", "").extension("B", "A", "").extension("C", "Z", "").open();
    Files.delete(folder.resolve("A.yml"));

    RegionalParametersException missing = failure(plans, "A");
    assertThat(missing).hasMessageContaining("There is no file " + folder.resolve("A.yml") + ".");
    assertThat(missing.serverErrors())
        .containsExactly(
            "pkg/frequencyplans:read", "pkg/frequencyplans:fetch", "pkg/fetch:file_not_found");
    assertThat(missing.statusCode()).isEqualTo(5);
    assertThat(failure(plans, "B").serverErrors())
        .containsExactly(
            "pkg/frequencyplans:read_base", "pkg/frequencyplans:fetch", "pkg/fetch:file_not_found");
    RegionalParametersException noBase = failure(plans, "C");
    assertThat(noBase.serverErrors())
        .containsExactly("pkg/frequencyplans:read_base", "pkg/frequencyplans:not_found");
    assertThat(noBase.attributes()).containsEntry("id", "C").containsEntry("base_id", "Z");
  }

  @Test
  void missingOrBrokenIndex_isAnErrorOfEveryQuestion() {
    FrequencyPlans nowhere = FrequencyPlanRepository.of(folder.resolve("nowhere"));
    FrequencyPlans broken = new Repository(folder).index("a: b").open();

    assertThat(failure(nowhere, "A").serverErrors())
        .containsExactly(
            "pkg/frequencyplans:read_list", "pkg/frequencyplans:fetch", "pkg/fetch:file_not_found");
    assertThatThrownBy(nowhere::list).isInstanceOf(RegionalParametersException.class);
    assertThat(failure(broken, "A").serverErrors())
        .containsExactly("pkg/frequencyplans:read_list", "pkg/frequencyplans:parse_file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.yml",
        "/etc/passwd",
        "a/../../b.yml",
        ".hidden",
        "http://example.com/a.yml",
        "a//b.yml",
        "a\\\\b.yml",
        "",
        "a.yml?x=1"
      })
  void fileNames_cannotLeaveTheBase(String name) throws Exception {
    Path plans = Files.createDirectory(folder.resolve("plans"));
    Files.writeString(folder.resolve("secret.yml"), "band-id: EU_863_870");

    RegionalParametersException failure =
        failure(new Repository(plans).index("- {id: A, file: \"" + name + "\"}\n").open(), "A");

    assertThat(failure.reason()).isEqualTo(Reason.PLAN_UNREADABLE);
    assertThat(failure).hasMessageContaining("expected is the name of a file below " + plans);
  }

  @Test
  void files_mayLieInFolders() throws Exception {
    Files.createDirectory(folder.resolve("eu"));

    FrequencyPlans plans =
        new Repository(folder)
            .file("eu/a-1.yml", "band-id: EU_863_870")
            .index("- {id: A, file: eu/a-1.yml}\n")
            .open();

    assertThat(plans.get("A").bandId()).isEqualTo("EU_863_870");
  }

  @Test
  void answers_standAsLongAsTheStore() throws Exception {
    Repository repository = new Repository(folder).plan("A", "band-id: EU_863_870").plan("B", "5");
    FrequencyPlans plans = repository.open();
    FrequencyPlan plan = plans.get("A");
    RegionalParametersException failure = failure(plans, "B");
    repository.file("A.yml", "band-id: US_902_928").file("B.yml", "band-id: US_902_928");

    assertThat(plans.get("A")).isSameAs(plan);
    assertThat(failure(plans, "B")).isSameAs(failure);
    assertThat(FrequencyPlanRepository.of(folder).get("B").bandId()).isEqualTo("US_902_928");
  }

  @Test
  void overlongFile_isRefused() {
    RegionalParametersException failure =
        failure(new Repository(folder).plan("A", "#".repeat(PlanFiles.MAX_BYTES + 1)).open(), "A");

    assertThat(failure).hasMessageContaining("it is longer than 4194304 bytes");
  }

  @Test
  void fileThatRefersToItself_isReadOrRefused() {
    FrequencyPlans plans =
        new Repository(folder)
            .plan("A", "band-id: EU_863_870\nunknown: &a [*a]\n")
            .plan("B", "uplink-channels: &a [*a]\n")
            .plan("C", "&a\nband-id: EU_863_870\n<<: *a\n")
            .open();

    assertThat(plans.get("A").bandId()).isEqualTo("EU_863_870");
    assertThat(failure(plans, "B").reason()).isEqualTo(Reason.PLAN_UNREADABLE);
    assertThat(failure(plans, "C")).hasMessageContaining("a mapping that is not part of itself");
  }

  @Test
  void fileUrls_areDirectories() {
    new Repository(folder).plan("A", "band-id: EU_863_870").open();

    assertThat(FrequencyPlanRepository.of(folder.toUri()).get("A").bandId())
        .isEqualTo("EU_863_870");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com",
        "plans",
        "https:plans",
        "https://me@example.com/",
        "mailto:a"
      })
  void otherUrls_areRefusedAtOnce(String url) {
    assertThatThrownBy(() -> FrequencyPlanRepository.of(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https://example.com/frequency-plans");
  }

  private static RegionalParametersException failure(FrequencyPlans plans, String id) {
    return catchThrowableOfType(RegionalParametersException.class, () -> plans.get(id));
  }
}
