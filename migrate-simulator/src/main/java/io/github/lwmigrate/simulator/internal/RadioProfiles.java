package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PHYVersion;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Combinations of frequency plan and versions that go together, with MAC parameters for each. */
final class RadioProfiles {
  private static final String MOST_USED_PLAN = "EU_863_870_TTN";
  private static final List<RadioProfile> ALL = read();
  private static final List<RadioProfile> MOST_USED =
      ALL.stream().filter(profile -> profile.frequencyPlanId.equals(MOST_USED_PLAN)).toList();

  private RadioProfiles() {}

  static List<RadioProfile> all() {
    return ALL;
  }

  static List<RadioProfile> mostUsed() {
    return MOST_USED;
  }

  record RadioProfile(
      String frequencyPlanId,
      MACVersion macVersion,
      PHYVersion phyVersion,
      MACParameters parameters) {
    boolean usesNwkKey() {
      return NetworkServerWriter.usesNwkKey(macVersion);
    }

    boolean isEuropean() {
      return frequencyPlanId.startsWith("EU_863_870");
    }
  }

  private static List<RadioProfile> read() {
    Map<String, MACParameters> parameters = new HashMap<>();
    List<RadioProfile> profiles = new ArrayList<>();
    for (String[] cells : Tables.read("profiles.tsv")) {
      if (cells[0].equals("parameters")) {
        parameters.put(cells[1], parse(cells[2]));
      } else {
        profiles.add(
            new RadioProfile(
                cells[1],
                MACVersion.valueOf(cells[2]),
                PHYVersion.valueOf(cells[3]),
                Objects.requireNonNull(parameters.get(cells[4]))));
      }
    }
    return List.copyOf(profiles);
  }

  private static MACParameters parse(String base64) {
    try {
      return MACParameters.parseFrom(Base64.getDecoder().decode(base64));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("The table of radio profiles is damaged", e);
    }
  }
}
