package io.github.lwmigrate.json.internal;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Points in time and durations as text. */
final class Times {
  private static final long NANOS = 1_000_000_000L;
  private static final long FIRST_SECOND = -62135596800L;
  private static final long LAST_SECOND = 253402300799L;
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d+))?"
              + "(?:Z|([+-])(\\d\\d):(\\d\\d))");
  private static final Pattern DURATION_PART =
      Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "\u00b5s", 1_000L,
          "\u03bcs", 1_000L,
          "ms", 1_000_000L,
          "s", NANOS,
          "m", 60 * NANOS,
          "h", 3600 * NANOS);
  private static final BigInteger LEAST_NANOS = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST_NANOS = BigInteger.valueOf(Long.MAX_VALUE);

  private Times() {}

  static Timestamp readTimestamp(Input in, Dialect dialect) throws IOException {
    String expected = "a time such as 2024-05-17T08:30:00Z";
    String text = in.nextString(expected);
    Matcher parts = TIME.matcher(text);
    if (!parts.matches()) {
      throw in.quoted(text, expected);
    }
    String fraction = parts.group(7) == null ? "" : parts.group(7);
    long seconds;
    try {
      int offset = parts.group(8) == null ? 0 : offset(parts);
      seconds =
          LocalDateTime.of(
                      number(parts, 1),
                      number(parts, 2),
                      number(parts, 3),
                      number(parts, 4),
                      number(parts, 5),
                      number(parts, 6))
                  .toEpochSecond(ZoneOffset.UTC)
              - offset;
    } catch (DateTimeException e) {
      throw in.quoted(text, expected);
    }
    if (dialect == Dialect.PROTOJSON
        && (fraction.length() > 9 || seconds < FIRST_SECOND || seconds > LAST_SECOND)) {
      throw in.quoted(text, expected);
    }
    return Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos(fraction)).build();
  }

  private static int offset(Matcher parts) {
    int hours = number(parts, 9);
    int minutes = number(parts, 10);
    if (hours > 23 || minutes > 59) {
      throw new DateTimeException("offset");
    }
    int seconds = (hours * 60 + minutes) * 60;
    return "-".equals(parts.group(8)) ? -seconds : seconds;
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  private static int nanos(String fraction) {
    int nanos = 0;
    for (int i = 0; i < 9; i++) {
      nanos = nanos * 10 + (i < fraction.length() ? fraction.charAt(i) - '0' : 0);
    }
    return nanos;
  }

  /** Nanoseconds out of their range are carried over in the generated code, an error elsewhere. */
  static String text(Timestamp time, Dialect dialect) {
    long seconds = time.getSeconds();
    int nanos = time.getNanos();
    if (dialect == Dialect.PROTOJSON
        && (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos >= NANOS)) {
      throw new Unwritable("a time from the year 1 to 9999");
    }
    LocalDateTime utc;
    try {
      utc =
          LocalDateTime.ofEpochSecond(
              Math.addExact(seconds, Math.floorDiv(nanos, (int) NANOS)),
              Math.floorMod(nanos, (int) NANOS),
              ZoneOffset.UTC);
    } catch (DateTimeException | ArithmeticException e) {
      throw new Unwritable("a time from the year 1 to 9999");
    }
    StringBuilder text = new StringBuilder(30);
    pad(text, utc.getYear(), 4).append('-');
    pad(text, utc.getMonthValue(), 2).append('-');
    pad(text, utc.getDayOfMonth(), 2).append('T');
    pad(text, utc.getHour(), 2).append(':');
    pad(text, utc.getMinute(), 2).append(':');
    pad(text, utc.getSecond(), 2);
    return fraction(text, utc.getNano()).append('Z').toString();
  }

  private static StringBuilder pad(StringBuilder text, int number, int digits) {
    String plain = Integer.toString(Math.abs(number));
    if (number < 0) {
      text.append('-');
    }
    return text.append("0".repeat(Math.max(0, digits - plain.length()))).append(plain);
  }

  private static StringBuilder fraction(StringBuilder text, int nanos) {
    if (nanos == 0) {
      return text;
    }
    text.append('.');
    if (nanos % 1_000_000 == 0) {
      return pad(text, nanos / 1_000_000, 3);
    }
    return nanos % 1_000 == 0 ? pad(text, nanos / 1_000, 6) : pad(text, nanos, 9);
  }

  static Duration readDuration(Input in) throws IOException {
    String expected = "a duration such as 1.5s or 1m30s";
    String text = in.nextString(expected);
    BigInteger nanos = nanosOf(text);
    if (nanos == null || nanos.compareTo(LEAST_NANOS) < 0 || nanos.compareTo(MOST_NANOS) > 0) {
      throw in.quoted(text, expected);
    }
    long value = nanos.longValue();
    return Duration.newBuilder().setSeconds(value / NANOS).setNanos((int) (value % NANOS)).build();
  }

  private static @Nullable BigInteger nanosOf(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return BigInteger.ZERO;
    }
    if (rest.isEmpty() || rest.length() > 200) {
      return null;
    }
    BigInteger total = BigInteger.ZERO;
    Matcher part = DURATION_PART.matcher(rest);
    int at = 0;
    while (at < rest.length()) {
      if (!part.find() || part.start() != at) {
        return null;
      }
      String number = part.group(1).endsWith(".") ? part.group(1) + "0" : part.group(1);
      Long unit = UNITS.get(part.group(2));
      if (unit == null) {
        return null;
      }
      total =
          total.add(
              new BigDecimal(number)
                  .multiply(BigDecimal.valueOf(unit))
                  .setScale(0, RoundingMode.DOWN)
                  .toBigInteger());
      at = part.end();
    }
    return negative ? total.negate() : total;
  }

  static String text(Duration duration) {
    BigInteger nanos =
        BigInteger.valueOf(duration.getSeconds())
            .multiply(BigInteger.valueOf(NANOS))
            .add(BigInteger.valueOf(duration.getNanos()));
    if (nanos.compareTo(LEAST_NANOS) < 0 || nanos.compareTo(MOST_NANOS) > 0) {
      throw new Unwritable("a duration of at most 9223372036 seconds");
    }
    long value = nanos.longValue();
    StringBuilder text = new StringBuilder(24);
    if (value < 0) {
      text.append('-');
    }
    text.append(Math.abs(value / NANOS));
    return fraction(text, (int) Math.abs(value % NANOS)).append('s').toString();
  }
}
