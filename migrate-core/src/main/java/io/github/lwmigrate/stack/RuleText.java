package io.github.lwmigrate.stack;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the words of the table of rules into rules. */
final class RuleText {
  static final String REQUIRED = "required";
  static final String UNIQUE = "unique";

  private RuleText() {}

  /** The message type in a field, be it singular, a list or the values of a map. */
  static @Nullable Descriptor messageType(FieldDescriptor field) {
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      return null;
    }
    Descriptor type = field.getMessageType();
    if (!field.isMapField()) {
      return FieldTypes.isWellKnown(type) ? null : type;
    }
    return messageType(type.findFieldByNumber(2));
  }

  /** The value in a field whose type is a wrapper of protobuf's own. */
  static @Nullable FieldDescriptor wrapped(FieldDescriptor field) {
    return !field.isRepeated()
            && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
            && FieldTypes.isWellKnown(field.getMessageType())
            && FieldTypes.isWrapper(field.getMessageType())
        ? field.getMessageType().findFieldByName("value")
        : null;
  }

  /** The rule for the number of elements of a list or map. */
  static @Nullable ValueRule count(Set<String> rules) {
    Map<String, String> words = words(rules, "");
    String min = words.get("min-items");
    String max = words.getOrDefault("max-items", words.get("max-pairs"));
    if (min == null && max == null) {
      return null;
    }
    return length(min, max, "element", size -> (Integer) size);
  }

  /** The rules for values, from those words that start with a prefix. */
  static List<ValueRule> values(
      Set<String> rules, String prefix, FieldDescriptor field, String subject) {
    Map<String, String> words = words(rules, prefix);
    boolean ignoreEmpty = rules.contains("ignore-empty");
    List<ValueRule> found = new ArrayList<>();
    if (words.containsKey("len") || words.containsKey("max-len")) {
      found.add(length(words, field));
    }
    if (Stream.of("lte", "gte", "gt", "outside").anyMatch(words::containsKey)) {
      found.add(NumberRules.range(words, field));
    }
    words.forEach(
        (word, argument) -> {
          ValueRule rule = other(word, argument, field);
          if (rule != null) {
            found.add(rule);
          }
        });
    return found.stream()
        .map(
            rule ->
                new ValueRule(
                    subject + rule.reason(),
                    ignoreEmpty ? value -> isEmpty(value) || rule.accepts(value) : rule::accepts))
        .collect(Collectors.toUnmodifiableList());
  }

  private static @Nullable ValueRule other(String word, String argument, FieldDescriptor field) {
    return switch (word) {
      case "defined" ->
          new ValueRule(
              "must be a value that The Things Stack defines",
              value -> field.getEnumType().findValueByNumber((Integer) value) != null);
      case "id" ->
          text(
              "must have at least "
                  + argument
                  + " lower-case letters or digits, with no other"
                  + " characters than single hyphens between them",
              TextPatterns.id(Integer.parseInt(argument)));
      case "id-or-empty" -> {
        Predicate<String> id = TextPatterns.id(Integer.parseInt(argument));
        yield text(
            "must be empty or have at least "
                + argument
                + " lower-case letters or digits, with no"
                + " other characters than single hyphens between them",
            value -> value.isEmpty() || id.test(value));
      }
      case "alphanumeric" -> {
        String[] ends = argument.split("\\.\\.", -1);
        yield text(
            "must have " + ends[0] + " to " + ends[1] + " letters or digits and nothing else",
            TextPatterns.alphanumeric(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])));
      }
      case "host-or-empty" ->
          text(
              "must be a host, or a host and a port joined by a colon",
              value -> value.isEmpty() || TextPatterns.isHostAndPort(value));
      case "file-extension" ->
          text("must be a file extension such as .csv", TextPatterns::isFileExtension);
      case "uri" -> text("must be a URI reference", TextPatterns::isUriReference);
      case "in" -> {
        Set<String> accepted = Set.of(argument.split(",", -1));
        yield new ValueRule(
            "must be one of " + argument, value -> accepted.contains(value.toString()));
      }
      case "not-in" -> {
        Set<String> refused = Set.of(argument.split(",", -1));
        yield new ValueRule(
            "must not be " + argument, value -> !refused.contains(value.toString()));
      }
      case "future" ->
          new ValueRule(
              "must lie in the future", value -> NumberRules.compareToNow((Message) value) > 0);
      case "past" ->
          new ValueRule(
              "must lie in the past", value -> NumberRules.compareToNow((Message) value) < 0);
      default -> null;
    };
  }

  private static ValueRule text(String reason, Predicate<String> accepted) {
    return new ValueRule(reason, value -> accepted.test((String) value));
  }

  private static ValueRule length(Map<String, String> words, FieldDescriptor field) {
    String exact = words.get("len");
    String min = exact == null ? words.get("min-len") : exact;
    String max = exact == null ? words.get("max-len") : exact;
    if (field.getType() == FieldDescriptor.Type.BYTES) {
      return length(min, max, "byte", value -> ((ByteString) value).size());
    }
    return length(
        min,
        max,
        "character",
        value -> ((String) value).codePointCount(0, ((String) value).length()));
  }

  private static ValueRule length(
      @Nullable String min, @Nullable String max, String unit, SizeOf size) {
    int least = min == null ? 0 : Integer.parseInt(min);
    int most = max == null ? Integer.MAX_VALUE : Integer.parseInt(max);
    String reason;
    if (least == most) {
      reason = "must have exactly " + least + " " + unit + (least == 1 ? "" : "s");
    } else if (max == null) {
      reason = "must have at least " + least + " " + unit + (least == 1 ? "" : "s");
    } else if (least == 0) {
      reason = "must have at most " + most + " " + unit + (most == 1 ? "" : "s");
    } else {
      reason = "must have " + least + " to " + most + " " + unit + "s";
    }
    return new ValueRule(
        reason,
        value -> {
          int length = size.of(value);
          return length >= least && length <= most;
        });
  }

  private static boolean isEmpty(Object value) {
    return value instanceof String text ? text.isEmpty() : ((ByteString) value).isEmpty();
  }

  private static Map<String, String> words(Set<String> rules, String prefix) {
    Map<String, String> words = new TreeMap<>();
    for (String rule : rules) {
      int equals = rule.indexOf('=');
      String word = equals < 0 ? rule : rule.substring(0, equals);
      boolean elsewhere = prefix.isEmpty() && word.indexOf('.') >= 0;
      if (word.startsWith(prefix) && !elsewhere) {
        words.put(word.substring(prefix.length()), equals < 0 ? "" : rule.substring(equals + 1));
      }
    }
    return words;
  }

  private interface SizeOf {
    int of(Object value);
  }
}
