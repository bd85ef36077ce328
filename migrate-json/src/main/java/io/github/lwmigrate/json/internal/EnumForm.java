package io.github.lwmigrate.json.internal;

import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An enum. It is read by name, by one of the spellings of {@code enum-spellings.tsv}, by number, or
 * by a number in quotes; where a spelling is a number, the spelling wins.
 */
final class EnumForm implements IntText {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,10}");
  private static final Map<String, List<String[]>> SPELLINGS = spellings();

  private final EnumDescriptor type;
  private final boolean number;
  private final Dialect dialect;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final String expected;

  EnumForm(EnumDescriptor type, Dialect dialect) {
    this.type = type;
    this.dialect = dialect;
    this.number = dialect.writesNumber(type);
    List<String[]> spellings =
        dialect == Dialect.PROTOJSON
            ? List.of()
            : SPELLINGS.getOrDefault(type.getName(), List.of());
    for (EnumValueDescriptor value : type.getValues()) {
      numbers.put(value.getName(), value.getNumber());
    }
    for (String[] spelling : spellings) {
      add(spelling[0], spelling[1]);
    }
    this.expected =
        type.getValues().stream()
            .map(EnumValueDescriptor::getName)
            .limit(32)
            .collect(Collectors.joining(", ", "one of ", " or its number"));
  }

  /** A prefix that every name may be without, or other spellings of one name. */
  private void add(String subject, String others) {
    if (subject.equals("*")) {
      for (EnumValueDescriptor value : type.getValues()) {
        if (value.getName().startsWith(others)) {
          numbers.putIfAbsent(value.getName().substring(others.length()), value.getNumber());
        }
      }
      return;
    }
    int value = Objects.requireNonNull(type.findValueByName(subject), subject).getNumber();
    for (String other : others.split(" ", -1)) {
      numbers.putIfAbsent(other, value);
    }
  }

  @Override
  public void write(int value, Output out) throws IOException {
    if (number) {
      out.value(value);
      return;
    }
    EnumValueDescriptor known = type.findValueByNumber(value);
    out.value(known == null ? Integer.toString(value) : known.getName());
  }

  @Override
  public int read(Input in) throws IOException {
    JsonToken next = in.peek();
    if (next == JsonToken.NUMBER) {
      return (int) Numbers.IntegerType.INT32.read(in, dialect, expected);
    }
    String text = in.nextString(expected);
    Integer named = numbers.get(text);
    if (named != null) {
      return named;
    }
    if (dialect == Dialect.GENERATED && NUMBER.matcher(text).matches()) {
      long value = Long.parseLong(text);
      if (value == (int) value) {
        return (int) value;
      }
    }
    throw in.quoted(text, expected);
  }

  private static Map<String, List<String[]>> spellings() {
    try (InputStream resource = EnumForm.class.getResourceAsStream("enum-spellings.tsv");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(resource), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .collect(
              Collectors.groupingBy(
                  cells -> cells[0],
                  Collectors.mapping(
                      cells -> new String[] {cells[1], cells[2]}, Collectors.toList())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
