package io.github.lwmigrate.lorawan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lines of one band in one version, read by key. The keys are explained in the table. */
final class BandEntry {

  private static final String DATA_RATE = "data-rate";

  private final Map<String, String[]> values = new HashMap<>();
  private final SortedMap<Integer, DataRate> dataRates = new TreeMap<>();

  void put(String[] columns) {
    if (!columns[0].equals(DATA_RATE)) {
      values.put(columns[0], columns);
      return;
    }
    Integer index = Integer.valueOf(columns[1]);
    if (columns.length == 2) {
      dataRates.remove(index);
    } else {
      dataRates.put(
          index,
          new DataRate(
              index,
              modulation(columns),
              Integer.parseInt(columns[2]),
              Integer.parseInt(columns[3])));
    }
  }

  private static Modulation modulation(String[] columns) {
    return switch (columns[4]) {
      case "lora" ->
          new Modulation.LoRa(
              Integer.parseInt(columns[5].substring("SF".length())),
              Integer.parseInt(columns[6]),
              columns[7]);
      case "fsk" -> new Modulation.Fsk(Integer.parseInt(columns[5]));
      case "lr-fhss" ->
          new Modulation.LrFhss(
              Integer.parseInt(columns[5]), Integer.parseInt(columns[6]), columns[7]);
      default -> throw new IllegalStateException("Unknown modulation " + columns[4]);
    };
  }

  SortedMap<Integer, DataRate> dataRates() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(dataRates));
  }

  String text(String key, int column) {
    return columns(key)[column];
  }

  int integer(String key, int column) {
    return Integer.parseInt(text(key, column));
  }

  /** 0 for "not stated". */
  int integerOrZero(String key, int column) {
    return text(key, column).equals("-") ? 0 : integer(key, column);
  }

  long frequency(String key, int column) {
    return Long.parseLong(text(key, column));
  }

  double number(String key, int column) {
    return Double.parseDouble(text(key, column));
  }

  Duration seconds(String key, int column) {
    return Duration.ofSeconds(integer(key, column));
  }

  boolean flag(String key, int column) {
    return text(key, column).equals("yes");
  }

  @Nullable Boolean optionalFlag(String key, int column) {
    return optionalFlag(text(key, column));
  }

  static @Nullable Boolean optionalFlag(String text) {
    return text.equals("-") ? null : Boolean.valueOf(text.equals("yes"));
  }

  List<Double> numbers(String key) {
    List<Double> numbers = new ArrayList<>();
    for (String text : rest(key, 1)) {
      numbers.add(Double.valueOf(text));
    }
    return List.copyOf(numbers);
  }

  List<Long> frequencies(String key, int from) {
    List<Long> frequencies = new ArrayList<>();
    for (String text : rest(key, from)) {
      addFrequencies(text, frequencies);
    }
    return List.copyOf(frequencies);
  }

  List<BandChannel> channels(String key) {
    List<BandChannel> channels = new ArrayList<>();
    for (String text : rest(key, 1)) {
      int colon = text.indexOf(':');
      int dash = text.indexOf('-', colon);
      int min = Integer.parseInt(text.substring(colon + 1, dash));
      int max = Integer.parseInt(text.substring(dash + 1));
      List<Long> frequencies = new ArrayList<>();
      addFrequencies(text.substring(0, colon), frequencies);
      for (Long frequency : frequencies) {
        channels.add(new BandChannel(frequency, min, max));
      }
    }
    return List.copyOf(channels);
  }

  private static void addFrequencies(String text, List<Long> frequencies) {
    int plus = text.indexOf('+');
    if (plus < 0) {
      frequencies.add(Long.valueOf(text));
      return;
    }
    int times = text.indexOf('x', plus);
    long first = Long.parseLong(text.substring(0, plus));
    long step = Long.parseLong(text.substring(plus + 1, times));
    int count = Integer.parseInt(text.substring(times + 1));
    for (int i = 0; i < count; i++) {
      frequencies.add(first + i * step);
    }
  }

  List<SubBand> subBands(String key) {
    return subBands(rest(key, 1));
  }

  static List<SubBand> subBands(List<String> texts) {
    List<SubBand> subBands = new ArrayList<>();
    for (String text : texts) {
      String[] parts = text.split("[-:]", 4);
      subBands.add(
          new SubBand(
              Long.parseLong(parts[0]),
              Long.parseLong(parts[1]),
              Double.parseDouble(parts[2]),
              parts[3].equals("-") ? null : Double.valueOf(parts[3])));
    }
    return List.copyOf(subBands);
  }

  RelayDefaults relay(String key) {
    List<WorChannel> channels = new ArrayList<>();
    for (String text : rest(key, 4)) {
      String[] parts = text.split("[/:]", -1);
      channels.add(
          new WorChannel(
              Long.parseLong(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2])));
    }
    return new RelayDefaults(
        Duration.ofMillis(integer(key, 1)), seconds(key, 2), integer(key, 3), channels);
  }

  private List<String> rest(String key, int from) {
    String[] columns = columns(key);
    return List.of(columns).subList(from, columns.length);
  }

  private String[] columns(String key) {
    String[] columns = values.get(key);
    if (columns == null) {
      throw new IllegalStateException("The table of bands lacks " + key);
    }
    return columns;
  }
}
