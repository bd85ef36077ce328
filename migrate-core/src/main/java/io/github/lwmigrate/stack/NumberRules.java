package io.github.lwmigrate.stack;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.time.Instant;
import java.util.Map;

/** Rules for numbers and times. */
final class NumberRules {
  private NumberRules() {}

  static ValueRule range(Map<String, String> words, FieldDescriptor field) {
    String outside = words.get("outside");
    if (outside != null) {
      int dots = outside.indexOf("..");
      String low = outside.substring(0, dots);
      String high = outside.substring(dots + 2);
      long least = Long.parseLong(high);
      long most = Long.parseLong(low);
      return new ValueRule(
          "must be at most " + low + " or at least " + high,
          value -> {
            long number = integer(value, field);
            return number <= most || number >= least;
          });
    }
    String min = words.getOrDefault("gte", words.get("gt"));
    String max = words.get("lte");
    String lower = (words.containsKey("gt") ? "greater than " : "at least ") + min;
    String reason =
        max == null
            ? "must be " + lower
            : min == null ? "must be at most " + max : "must be " + lower + " and at most " + max;
    if (isFloating(field)) {
      double least = min == null ? Double.NEGATIVE_INFINITY : Double.parseDouble(min);
      double most = max == null ? Double.POSITIVE_INFINITY : Double.parseDouble(max);
      return new ValueRule(
          reason,
          value -> {
            double number = ((Number) value).doubleValue();
            return !(number < least) && !(number > most);
          });
    }
    long least =
        min == null ? Long.MIN_VALUE : Long.parseLong(min) + (words.containsKey("gt") ? 1 : 0);
    long most = max == null ? Long.MAX_VALUE : Long.parseLong(max);
    return new ValueRule(
        reason,
        value -> {
          long number = integer(value, field);
          return number >= least && number <= most;
        });
  }

  /** Whether a google.protobuf.Timestamp lies before, at or after now. */
  static int compareToNow(Message timestamp) {
    long seconds =
        (Long) timestamp.getField(timestamp.getDescriptorForType().findFieldByName("seconds"));
    int nanos =
        (Integer) timestamp.getField(timestamp.getDescriptorForType().findFieldByName("nanos"));
    Instant now = Instant.now();
    return seconds != now.getEpochSecond()
        ? Long.compare(seconds, now.getEpochSecond())
        : Integer.compare(nanos, now.getNano());
  }

  private static boolean isFloating(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.FLOAT
        || field.getJavaType() == FieldDescriptor.JavaType.DOUBLE;
  }

  /** Unsigned numbers beyond the range of long count as its end; no limit is near it. */
  private static long integer(Object value, FieldDescriptor field) {
    return switch (field.getType()) {
      case UINT32, FIXED32 -> Integer.toUnsignedLong((Integer) value);
      case UINT64, FIXED64 -> (Long) value < 0 ? Long.MAX_VALUE : (Long) value;
      default -> ((Number) value).longValue();
    };
  }
}
