package io.github.lwmigrate.source.ttnv2.internal;

import static io.github.lwmigrate.source.ttnv2.internal.TestDevices.abp;
import static io.github.lwmigrate.source.ttnv2.internal.TestDevices.neverJoined;
import static io.github.lwmigrate.source.ttnv2.internal.TestDevices.otaa;
import static io.github.lwmigrate.source.ttnv2.internal.TestDevices.with;
import static io.github.lwmigrate.source.ttnv2.internal.TestDevices.withAttribute;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.check.Candidate;
import io.github.lwmigrate.check.DeviceChecks;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.lorawan.Bands;
import io.github.lwmigrate.lorawan.FrequencyPlanSummary;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.lorawan.PhyVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PHYVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RxDelay;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.stack.FieldPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class V2DeviceMapperTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.000000006Z");
  private static final String PLAN = "EU_863_870_TTN";

  private final List<Finding> findings = new ArrayList<>();

  private EndDevice map(Device device) {
    return map(device, options(PLAN, PhyVersion.PHY_V1_0_2_REV_B, false), true);
  }

  private EndDevice map(Device device, MappingOptions options, boolean countersKnown) {
    findings.clear();
    return new V2DeviceMapper(options)
        .map(
            new V2Device(device),
            new DeviceRef("my_app", device.getDevId()),
            NOW,
            countersKnown,
            findings::add)
        .toProto();
  }

  private static MappingOptions options(String plan, PhyVersion version, boolean resets) {
    return new MappingOptions(plan, FrequencyPlans.bundled(), version, resets);
  }

  private List<String> codes() {
    return findings.stream().map(Finding::code).toList();
  }

  private Finding finding(String code) {
    return findings.stream().filter(f -> f.code().equals(code)).findFirst().orElseThrow();
  }

  @Test
  void deviceThatJoins_hasRootKeySessionAndMacState() {
    EndDevice device = map(otaa("my_app", "dev_1"));

    assertThat(device.getIds().getDeviceId()).isEqualTo("dev_1");
    assertThat(device.getIds().getApplicationIds().getApplicationId()).isEqualTo("my_app");
    assertThat(device.getIds().getDevEui()).isEqualTo(TestDevices.DEV_EUI);
    assertThat(device.getIds().getJoinEui()).isEqualTo(TestDevices.APP_EUI);
    assertThat(device.getName()).isEqualTo("dev_1");
    assertThat(device.getSupportsJoin()).isTrue();
    assertThat(device.getRootKeys().getAppKey().getKey().equals(TestDevices.APP_KEY)).isTrue();
    assertThat(device.getLorawanVersion()).isEqualTo(MACVersion.MAC_V1_0_2);
    assertThat(device.getLorawanPhyVersion()).isEqualTo(PHYVersion.PHY_V1_0_2_REV_B);
    assertThat(device.getFrequencyPlanId()).isEqualTo(PLAN);
    assertThat(device.getSession().getDevAddr()).isEqualTo(TestDevices.DEV_ADDR);
    assertThat(device.getSession().getLastFCntUp()).isEqualTo(10);
    assertThat(io.github.lwmigrate.device.EndDevice.of(device).session().orElseThrow().startedAt())
        .contains(NOW);
    assertThat(device.getMacSettings().hasRx1Delay()).isFalse();
    assertThat(device.getMacSettings().hasStatusTimePeriodicity()).isTrue();
    assertThat(device.getMacSettings().hasStatusCountPeriodicity()).isTrue();
    assertThat(findings).isEmpty();
  }

  @Test
  void macState_isTheOneTheTargetWouldBringTheDeviceTo() {
    MACState state = map(otaa("my_app", "dev-1")).getMacState();

    assertThat(state.getCurrentParameters()).isEqualTo(state.getDesiredParameters());
    assertThat(state.getCurrentParameters().getChannelsCount()).isEqualTo(8);
    assertThat(state.getCurrentParameters().getRx1Delay()).isEqualTo(RxDelay.RX_DELAY_1);
    assertThat(state.getCurrentParameters().getRx2DataRateIndexValue()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 65536, 0xFFFF_FFFFL})
  void downlinkCounter_isTakenAsItIs(long counter) {
    EndDevice device = map(with(otaa("my_app", "d1"), l -> l.setFCntDown((int) counter)));

    assertThat(Integer.toUnsignedLong(device.getSession().getLastNFCntDown())).isEqualTo(counter);
  }

  @Test
  void withoutKnownCounters_theSessionOfADeviceThatJoinsIsNamedAlone() {
    EndDevice device =
        map(
            otaa("my_app", "dev-1"),
            options("no-such-plan", PhyVersion.PHY_V1_0_2_REV_B, false),
            false);

    EndDevice whole = map(otaa("my_app", "dev-1"));
    assertThat(FieldPath.setLeaves(device))
        .filteredOn(path -> path.startsWith("session"))
        .containsExactlyInAnyOrder("session.dev_addr", "session.keys.session_key_id");
    assertThat(device.getSession().getDevAddr()).isEqualTo(TestDevices.DEV_ADDR);
    assertThat(device.getSession().getKeys().getSessionKeyId())
        .isEqualTo(whole.getSession().getKeys().getSessionKeyId());
    assertThat(device.hasMacState()).isFalse();
    assertThat(findings).isEmpty();
  }

  @Test
  void deviceThatNeverJoined_hasNoSession() {
    EndDevice device = map(neverJoined("my_app", "dev-1"));

    assertThat(device.hasSession()).isFalse();
    assertThat(device.getSupportsJoin()).isTrue();
    assertThat(findings).isEmpty();
  }

  @Test
  void abpDevice_hasItsSessionAndReceiveWindow() {
    EndDevice device = map(abp("my_app", "dev-1"));

    assertThat(device.getSupportsJoin()).isFalse();
    assertThat(device.hasRootKeys()).isFalse();
    assertThat(device.getSession().getKeys().getSessionKeyId()).isEmpty();
    assertThat(device.getMacSettings().getRx1Delay().getValue()).isEqualTo(RxDelay.RX_DELAY_1);
    assertThat(device.getMacSettings().getFactoryPresetFrequenciesList()).isEmpty();
    assertThat(device.hasMacState()).isTrue();
    assertThat(findings).isEmpty();
  }

  @Test
  void resetsToFrequencyPlan_concernsAbpDevicesAlone() {
    MappingOptions options = options(PLAN, PhyVersion.PHY_V1_0_2_REV_B, true);

    assertThat(
            map(abp("my_app", "dev-1"), options, true)
                .getMacSettings()
                .getFactoryPresetFrequenciesList())
        .hasSize(8)
        .contains(868_100_000L);
    assertThat(
            map(otaa("my_app", "dev-1"), options, true)
                .getMacSettings()
                .getFactoryPresetFrequenciesList())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void counterWidth_isAlwaysSaid(boolean uses32Bit) {
    EndDevice device = map(with(abp("my_app", "d1"), l -> l.setUses32BitFCnt(uses32Bit)));

    assertThat(device.getMacSettings().hasSupports32BitFCnt()).isTrue();
    assertThat(device.getMacSettings().getSupports32BitFCnt().getValue()).isEqualTo(uses32Bit);
  }

  @Test
  void disabledCounterCheck_letsTheDeviceReset() {
    assertThat(map(abp("my_app", "dev-1")).getMacSettings().hasResetsFCnt()).isFalse();
    assertThat(
            map(with(abp("my_app", "d1"), l -> l.setDisableFCntCheck(true)))
                .getMacSettings()
                .getResetsFCnt()
                .getValue())
        .isTrue();
  }

  @Test
  void sessionKeyId_isTheSameForTheSameSession_andAnotherForAnother() {
    Device device = otaa("my_app", "dev-1");
    ByteString id = keyId(device);

    assertThat(id.size()).isEqualTo(16);
    assertThat(keyId(device)).isEqualTo(id);
    assertThat(keyId(with(device, l -> l.setFCntUp(99)))).isEqualTo(id);
    assertThat(keyId(with(device, l -> l.setNwkSKey(TestDevices.APP_KEY)))).isNotEqualTo(id);
    assertThat(keyId(with(device, l -> l.setDevEui(TestDevices.devEui(1))))).isNotEqualTo(id);
  }

  private ByteString keyId(Device device) {
    return map(device).getSession().getKeys().getSessionKeyId();
  }

  @Test
  void zeroEui_isAbsent_butAJoinEuiThatADeviceSends() {
    EndDevice abp =
        map(
            with(
                abp("my_app", "dev-1"),
                l -> l.setAppEui(TestDevices.NO_EUI).setDevEui(TestDevices.NO_EUI)));
    EndDevice otaa = map(with(otaa("my_app", "d1"), l -> l.setAppEui(TestDevices.NO_EUI)));

    assertThat(abp.getIds().getDevEui()).isEmpty();
    assertThat(abp.getIds().getJoinEui()).isEmpty();
    assertThat(otaa.getIds().getJoinEui()).isEqualTo(TestDevices.NO_EUI);
  }

  @Test
  void absentFields_readAsZeros() {
    Device device =
        with(
            otaa("my_app", "dev-1"),
            l -> l.clearDevAddr().clearNwkSKey().clearAppSKey().clearAppEui());

    EndDevice mapped = map(device);

    assertThat(mapped.hasSession()).isFalse();
    assertThat(mapped.getIds().getJoinEui()).isEqualTo(TestDevices.NO_EUI);
  }

  @Test
  void longId_isNoName() {
    String id = "a".repeat(36) + "-b".repeat(8);

    assertThat(map(otaa("my_app", id)).getName()).isEmpty();
    assertThat(map(otaa("my_app", "a".repeat(36))).getName()).hasSize(36);
  }

  @Test
  void descriptionAttributesAndLocation_travel() {
    Device device =
        withAttribute(otaa("my_app", "dev-1"), "place", "roof").toBuilder()
            .setDescription(ByteString.copyFromUtf8("On the roof"))
            .setLatitude(52.25f)
            .setAltitude(12)
            .build();

    EndDevice mapped = map(device);

    assertThat(mapped.getDescription()).isEqualTo("On the roof");
    assertThat(mapped.getAttributesMap()).containsExactly(java.util.Map.entry("place", "roof"));
    assertThat(mapped.getLocationsOrThrow("user").getLatitude()).isEqualTo(52.25);
    assertThat(mapped.getLocationsOrThrow("user").getAltitude()).isEqualTo(12);
    assertThat(map(device.toBuilder().clearLatitude().build()).getLocationsCount()).isZero();
  }

  @Test
  void textThatIsNotUtf8_isReplacedWithAWarning() {
    Device device =
        otaa("my_app", "dev-1").toBuilder()
            .setDescription(ByteString.copyFrom(new byte[] {'a', (byte) 0xff, 'b'}))
            .build();

    assertThat(map(device).getDescription()).isEqualTo("a\uFFFDb");
    assertThat(codes()).containsExactly(FindingCodes.TEXT_NOT_UTF8);
  }

  @Test
  void nonces_areCarriedInOrder() {
    Device device =
        with(
            otaa("my_app", "dev-1"),
            l ->
                l.addUsedDevNonces(ByteString.copyFrom(new byte[] {(byte) 0xFF, (byte) 0xFE}))
                    .addUsedDevNonces(ByteString.copyFrom(new byte[] {0, 1}))
                    .addUsedDevNonces(ByteString.copyFrom(new byte[] {0, 1})));

    assertThat(map(device).getUsedDevNoncesList()).containsExactly(1, 0xFFFE);
  }

  @Test
  void clearedDevice_isRefused() {
    map(with(neverJoined("my_app", "dev-1"), l -> l.setAppKey(TestDevices.NO_KEY)));

    assertThat(codes()).containsExactly(FindingCodes.ORIGIN_ALREADY_MIGRATED);
    assertThat(findings.get(0).severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void abpDevice_thatIsNotMarkedAsOne_needsAWord() {
    map(
        with(
            abp("my_app", "dev-1"),
            l -> l.setActivationConstraints(ByteString.copyFromUtf8("local"))));

    assertThat(codes()).containsExactly(FindingCodes.ABP_NOT_CONFIRMED);
    assertThat(findings.get(0).severity()).isEqualTo(Severity.CONFIRM);
  }

  @ParameterizedTest
  @CsvSource({"0,0,0,true", "1,0,0,false", "0,1,0,false", "0,0,1,false"})
  void sessionThatWasNeverUsed_needsAWord(int up, int down, long lastSeen, boolean suspect) {
    map(
        with(
            otaa("my_app", "dev-1"), l -> l.setFCntUp(up).setFCntDown(down).setLastSeen(lastSeen)));

    assertThat(codes().contains(FindingCodes.SESSION_COUNTERS_SUSPECT)).isEqualTo(suspect);
  }

  @Test
  void keyInAnAttribute_isNoticed_andNeedsAWordWhereTheAppKeyIsGone() {
    String key = "00112233445566778899AABBCCDDEEFF";

    map(withAttribute(otaa("my_app", "dev-1"), "original-app-key", key));
    Finding ofOtaa = finding(FindingCodes.KEY_IN_ATTRIBUTE);
    map(withAttribute(abp("my_app", "dev-1"), "original-app-key", key));
    Finding ofAbp = finding(FindingCodes.KEY_IN_ATTRIBUTE);

    assertThat(ofOtaa.severity()).isEqualTo(Severity.WARNING);
    assertThat(ofAbp.severity()).isEqualTo(Severity.CONFIRM);
    assertThat(ofAbp.toString()).doesNotContain(key);
  }

  @ParameterizedTest
  @CsvSource({
    "RU_864_870_TTN, lorawan_phy_version, RP002_V1_0_1",
    "AS_923_2, lorawan_phy_version, RP002_V1_0_1",
    "NO_SUCH_PLAN, frequency_plan_id, NO_SUCH_PLAN",
  })
  void planWithoutMacState_isRefused_andSaysWhatThereIs(String plan, String field, String said) {
    EndDevice device =
        map(otaa("my_app", "dev-1"), options(plan, PhyVersion.PHY_V1_0_2_REV_B, false), true);

    assertThat(device.hasMacState()).isFalse();
    Finding finding = finding(FindingCodes.MAC_STATE_IMPOSSIBLE);
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(finding.field()).isEqualTo(field);
    assertThat(finding.message()).contains(said);
  }

  @Test
  void planWithoutRevisionB_goesWithAnotherVersion() {
    EndDevice device =
        map(
            otaa("my_app", "dev-1"),
            options("RU_864_870_TTN", PhyVersion.RP002_V1_0_1, false),
            true);

    assertThat(device.hasMacState()).isTrue();
    assertThat(device.getLorawanPhyVersion()).isEqualTo(PHYVersion.RP002_V1_0_1);
    assertThat(findings).isEmpty();
  }

  /** By the rules by which the simulated Network Server judges too. */
  @Test
  void everyPlan_andActivation_isTakenWithItsSession() {
    MigrationPolicy policy = MigrationPolicy.withSession().leaveOriginLive().build();
    int taken = 0;
    for (FrequencyPlanSummary plan : FrequencyPlans.bundled().list()) {
      for (PhyVersion version : Bands.versions(plan.bandId())) {
        for (Device device : List.of(otaa("my-app", "dev-1"), abp("my-app", "dev-1"))) {
          var mapped =
              io.github.lwmigrate.device.EndDevice.of(
                  map(device, options(plan.id(), version, false), true));
          assertThat(findings).as(plan.id() + " " + version).isEmpty();
          Candidate candidate = new Candidate(mapped, mapped, policy);
          List<Finding> refusals = new ArrayList<>();
          DeviceChecks.importProfile().forEach(check -> check.check(candidate, refusals::add));
          refusals.removeIf(finding -> finding.severity() != Severity.ERROR);
          assertThat(refusals).as(plan.id() + " " + version).isEmpty();
          taken++;
        }
      }
    }
    assertThat(taken).isGreaterThan(200);
  }

  @Test
  void noText_holdsAKey() {
    Device device = otaa("my_app", "dev-1");

    assertThat(new V2Device(device).toString()).isEqualTo("device dev-1");
    assertThat(Carried.of(NOW, new V2Device(device)).toString()).doesNotContain("160", "A0");
  }

  @Tag("conformance")
  @Test
  void macStates_ofEveryPlanAndActivation_areTheRecordedOnes() throws IOException {
    int states = 0;
    for (JsonObject row : recordedMacStates()) {
      JsonObject input = row.getAsJsonObject("input");
      boolean joins = input.get("supports_join").getAsBoolean();
      EndDevice device =
          map(
              joins ? otaa("my_app", "dev-1") : abp("my_app", "dev-1"),
              options(
                  input.get("frequency_plan_id").getAsString(),
                  PhyVersion.valueOf(input.get("lorawan_phy_version").getAsString()),
                  true),
              true);
      String id = row.get("id").getAsString();
      if (row.has("error_names")) {
        assertThat(codes()).as(id).contains(FindingCodes.MAC_STATE_IMPOSSIBLE);
        continue;
      }
      states++;
      byte[] wire = Base64.getDecoder().decode(row.get("wire").getAsString());
      assertThat(device.getMacState()).as(id).isEqualTo(MACState.parseFrom(wire));
      if (!joins) {
        assertThat(device.getMacSettings().getFactoryPresetFrequenciesList())
            .as(id)
            .containsExactlyElementsOf(
                row.getAsJsonArray("factory_preset_frequencies").asList().stream()
                    .map(frequency -> frequency.getAsLong())
                    .toList());
      }
    }
    assertThat(states).isGreaterThan(50);
  }

  private static List<JsonObject> recordedMacStates() throws IOException {
    String folder = System.getProperty("lwmigrate.conformance", "");
    Assumptions.assumeTrue(!folder.isBlank(), "no recordings");
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Path.of(folder, "mac-state.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      return in.lines()
          .map(line -> JsonParser.parseString(line).getAsJsonObject())
          .filter(row -> row.get("kind").getAsString().equals("ttnv2"))
          .toList();
    }
  }
}
