package io.github.lwmigrate.lorawan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A choice of the recorded MAC states, in a form of our own. */
class RecordedMacStatesTest {

  @Test
  void everyLine_givesItsStateOrError() throws TextFormat.ParseException {
    List<String> lines = Fingerprints.lines("mac-state-fingerprints.tsv");
    assertThat(lines).hasSizeGreaterThan(300);
    for (String line : lines) {
      String[] columns = line.split("\t", -1);
      List<String> flags = List.of(columns[3].split(" ", -1));
      EndDevice device =
          EndDevice.newBuilder()
              .setFrequencyPlanId(columns[0])
              .setLorawanVersionValue(Integer.parseInt(columns[1]))
              .setLorawanPhyVersionValue(Integer.parseInt(columns[2]))
              .setMulticast(flags.contains("multicast"))
              .setSupportsClassB(flags.contains("B"))
              .setSupportsClassC(flags.contains("C"))
              .setMacSettings(settings(columns, 5))
              .build();
      assertThat(outcome(device, settings(columns, 6))).as(line).isEqualTo(columns[4]);
    }
  }

  private static String outcome(EndDevice device, MACSettings defaults) {
    try {
      return Fingerprints.of(
          MacStates.create(device, FrequencyPlans.bundled(), defaults).toByteArray());
    } catch (RegionalParametersException e) {
      return e.reason().name();
    }
  }

  private static MACSettings settings(String[] columns, int index)
      throws TextFormat.ParseException {
    return columns.length > index
        ? TextFormat.parse(columns[index], MACSettings.class)
        : MACSettings.getDefaultInstance();
  }
}
