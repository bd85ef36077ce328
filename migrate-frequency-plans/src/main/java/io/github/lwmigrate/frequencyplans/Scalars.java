package io.github.lwmigrate.frequencyplans;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The written forms of values, as the YAML reader of The Things Stack takes them. */
final class Scalars {
  private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
  private static final Pattern PART =
      Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "\u00b5s", 1_000L,
          "\u03bcs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private Scalars() {}

  static boolean isNull(String text) {
    return NULL.matcher(text).matches();
  }

  static Optional<Boolean> flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "y" -> Optional.of(true);
      case "false", "no", "off", "n" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** Also 0x1F, octal 017, 868_100_000 and 868.1e6; not 1.5. */
  static Optional<Long> wholeNumber(String text) {
    String digits = text.replace("_", "");
    try {
      return Optional.of(Long.decode(digits));
    } catch (NumberFormatException e) {
      return number(digits).flatMap(Scalars::exact);
    }
  }

  static Optional<Double> decimal(String text) {
    return number(text.replace("_", "")).map(BigDecimal::doubleValue).filter(Double::isFinite);
  }

  /** Parts with units such as 1m30s or 400ms, or a whole number of nanoseconds. */
  static Optional<Duration> duration(String text) {
    if (text.matches("\\d[\\d_]*")) {
      return wholeNumber(text).map(Duration::ofNanos);
    }
    Matcher part = PART.matcher(text);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      BigDecimal amount = new BigDecimal(part.group(1));
      nanos = nanos.add(amount.multiply(BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L))));
      end = part.end();
    }
    return end == 0 || end < text.length() ? Optional.empty() : exact(nanos).map(Duration::ofNanos);
  }

  private static Optional<BigDecimal> number(String digits) {
    try {
      return digits.length() > 40 ? Optional.empty() : Optional.of(new BigDecimal(digits));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Long> exact(BigDecimal number) {
    try {
      return number.scale() < -20 ? Optional.empty() : Optional.of(number.longValueExact());
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }
}
