package io.github.lwmigrate.lorawan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Data rate of RX1 by uplink data rate and offset, without and with a dwell time limit. */
final class Rx1DataRates {

  private final Map<Integer, String[]> unlimited = new HashMap<>();
  private final Map<Integer, String[]> limited = new HashMap<>();

  Rx1DataRates(List<String> lines) {
    for (String line : lines.subList(1, lines.size())) {
      String[] columns = ResourceText.columns(line);
      Integer uplinkDataRate = Integer.valueOf(columns[2]);
      if (!columns[1].equals("yes")) {
        unlimited.put(uplinkDataRate, columns);
      }
      if (!columns[1].equals("no")) {
        limited.put(uplinkDataRate, columns);
      }
    }
  }

  OptionalInt get(int uplinkDataRate, int offset, boolean dwellTime) {
    String[] columns = (dwellTime ? limited : unlimited).get(uplinkDataRate);
    if (columns == null || offset < 0 || offset + 3 >= columns.length) {
      return OptionalInt.empty();
    }
    String text = columns[offset + 3];
    return text.equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
  }
}
