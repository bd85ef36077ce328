package io.github.lwmigrate.frequencyplans;

import io.github.lwmigrate.lorawan.RegionalParametersException;
import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.YamlUnicodeReader;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A value of a YAML file. It does not guess what a value is: the reader says what it expects, so
 * that the country code {@code no} is a text, and {@code no} a flag where a flag is expected.
 */
final class Yaml {
  private static final String MERGE = "<<";
  private static final int SHOWN = 40;

  private final Node node;
  private final String path;

  private Yaml(Node node, String path) {
    this.node = node;
    this.path = path;
  }

  /** The first document of a file; empty if it holds nothing. */
  static Optional<Yaml> read(String location, byte[] content) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(location).setCodePointLimit(PlanFiles.MAX_BYTES).build();
    try {
      Composer documents =
          new Composer(
              settings,
              new ParserImpl(
                  settings,
                  new StreamReader(
                      settings, new YamlUnicodeReader(new ByteArrayInputStream(content)))));
      return documents.hasNext()
          ? Optional.of(new Yaml(documents.next(), "")).filter(Yaml::isGiven)
          : Optional.empty();
    } catch (MarkedYamlEngineException e) {
      String place =
          e.getProblemMark()
              .map(mark -> place(location, mark.getLine(), mark.getColumn()))
              .orElse(location);
      throw unparsable(place + " is not YAML: " + e.getProblem() + ".", e);
    } catch (YamlEngineException e) {
      throw unparsable(location + " is not YAML: " + firstLine(e.getMessage()) + ".", e);
    }
  }

  /**
   * The members that are given: a null stands for nothing, the last of several counts, and what is
   * merged in by {@code <<} gives way to both.
   */
  Mapping mapping() {
    if (!(node instanceof MappingNode mapping)) {
      throw unexpected("a mapping");
    }
    Map<String, Yaml> members = new LinkedHashMap<>();
    Map<String, Yaml> merged = new LinkedHashMap<>();
    for (NodeTuple member : mapping.getValue()) {
      if (member.getKeyNode() instanceof ScalarNode key) {
        String name = key.getValue();
        Yaml value = new Yaml(member.getValueNode(), path.isEmpty() ? name : path + "." + name);
        if (name.equals(MERGE) && key.isPlain()) {
          value.merged().forEach(merged::putIfAbsent);
        } else {
          members.put(name, value);
        }
      }
    }
    merged.forEach(members::putIfAbsent);
    members.values().removeIf(value -> !value.isGiven());
    return new Mapping(members);
  }

  private Map<String, Yaml> merged() {
    if (node.isRecursive()) {
      throw unexpected("a mapping that is not part of itself");
    }
    Map<String, Yaml> members = new LinkedHashMap<>();
    if (node instanceof SequenceNode) {
      list(Yaml::merged).forEach(source -> source.forEach(members::putIfAbsent));
    } else {
      members.putAll(mapping().members());
    }
    return members;
  }

  <T> List<T> list(Function<Yaml, T> reader) {
    if (!(node instanceof SequenceNode sequence)) {
      throw unexpected("a list");
    }
    List<T> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(reader.apply(new Yaml(item, path + "[" + items.size() + "]")));
    }
    return List.copyOf(items);
  }

  String text() {
    if (!(node instanceof ScalarNode scalar)) {
      throw unexpected("a text");
    }
    return scalar.getValue();
  }

  long wholeNumber(long max) {
    return plain()
        .flatMap(Scalars::wholeNumber)
        .filter(number -> number >= 0 && number <= max)
        .orElseThrow(() -> unexpected("a whole number from 0 to " + max));
  }

  double decimal() {
    return plain().flatMap(Scalars::decimal).orElseThrow(() -> unexpected("a number"));
  }

  boolean flag() {
    return plain().flatMap(Scalars::flag).orElseThrow(() -> unexpected("true or false"));
  }

  Duration duration() {
    Optional<String> text =
        node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    return text.flatMap(Scalars::duration)
        .orElseThrow(
            () -> unexpected("a duration such as 400ms, or a whole number of nanoseconds"));
  }

  RegionalParametersException unexpected(String expected) {
    String place =
        node.getStartMark()
            .map(mark -> place(mark.getName(), mark.getLine(), mark.getColumn()))
            .orElse("A file of frequency plans");
    return unparsable(
        place
            + (path.isEmpty() ? "" : ", " + path)
            + ": expected is "
            + expected
            + ", but this is "
            + kind()
            + ". Correct the file.",
        null);
  }

  private String kind() {
    if (node instanceof ScalarNode scalar) {
      return isGiven() ? "\"" + shortened(scalar.getValue()) + "\"" : "empty";
    }
    return node instanceof SequenceNode ? "a list" : "a mapping";
  }

  private Optional<String> plain() {
    return node instanceof ScalarNode scalar && scalar.isPlain()
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  private boolean isGiven() {
    return plain().filter(Scalars::isNull).isEmpty();
  }

  private static RegionalParametersException unparsable(String message, @Nullable Throwable cause) {
    return new RegionalParametersException(Reason.FILE_UNPARSABLE, message, Map.of(), cause);
  }

  private static String place(String location, int line, int column) {
    return location + ", line " + (line + 1) + ", column " + (column + 1);
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "unknown" : text.lines().findFirst().orElse("");
  }

  static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  /** The members of a mapping, by name. */
  record Mapping(Map<String, Yaml> members) {

    <T> @Nullable T optional(String name, Function<Yaml, T> reader) {
      Yaml value = members.get(name);
      return value == null ? null : reader.apply(value);
    }

    <T> T get(String name, Function<Yaml, T> reader, T absent) {
      Yaml value = members.get(name);
      return value == null ? absent : reader.apply(value);
    }

    <T> List<T> list(String name, Function<Yaml, T> reader) {
      return get(name, value -> value.list(reader), List.of());
    }
  }
}
