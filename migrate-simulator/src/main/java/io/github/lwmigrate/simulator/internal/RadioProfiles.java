package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.lorawan.MacStateInput;
import io.github.lwmigrate.lorawan.MacStates;
import io.github.lwmigrate.lorawan.PhyVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PHYVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Combinations of frequency plan and versions that go together, with MAC parameters for each. */
final class RadioProfiles {
  private static final String MOST_USED_PLAN = "EU_863_870_TTN";
  private static final List<RadioProfile> ALL = read();
  private static final Map<RadioProfile, MACParameters> PARAMETERS = new ConcurrentHashMap<>();
  private static final List<RadioProfile> MOST_USED =
      ALL.stream().filter(profile -> profile.frequencyPlanId.equals(MOST_USED_PLAN)).toList();

  private RadioProfiles() {}

  static List<RadioProfile> all() {
    return ALL;
  }

  static List<RadioProfile> mostUsed() {
    return MOST_USED;
  }

  record RadioProfile(String frequencyPlanId, MACVersion macVersion, PHYVersion phyVersion) {

    /** Those of an established device: what its server wanted it to have. */
    MACParameters parameters() {
      return PARAMETERS.computeIfAbsent(this, RadioProfiles::parameters);
    }

    boolean usesNwkKey() {
      return NetworkServerWriter.usesNwkKey(macVersion);
    }

    boolean isEuropean() {
      return frequencyPlanId.startsWith("EU_863_870");
    }
  }

  private static MACParameters parameters(RadioProfile profile) {
    PhyVersion version = PhyVersion.of(profile.phyVersion).orElseThrow();
    return MacStates.desiredParameters(
        MacStateInput.builder(
                FrequencyPlans.bundled().get(profile.frequencyPlanId), version, profile.macVersion)
            .build());
  }

  private static List<RadioProfile> read() {
    return Tables.read("profiles.tsv").stream()
        .map(
            cells ->
                new RadioProfile(
                    cells[0], MACVersion.valueOf(cells[1]), PHYVersion.valueOf(cells[2])))
        .toList();
  }
}
