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
    Timestamp time = timestamp(text, dialect);
    if (time == null) {
      throw in.quoted(text, expected);
    }
    return time;
  }

  private static @Nullable Timestamp timestamp(String text, Dialect dialect) {
    if (text.length() < 20
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return null;
    }
    int zone = 19;
    if (text.charAt(zone) == '.') {
      zone++;
      while (zone < text.length() && isDigit(text.charAt(zone))) {
        zone++;
      }
    }
    String fraction = zone > 19 ? text.substring(20, zone) : "";
    try {
      long seconds =
          LocalDateTime.of(
                      number(text, 0, 4),
                      number(text, 5, 2),
                      number(text, 8, 2),
                      number(text, 11, 2),
                      number(text, 14, 2),
                      number(text, 17, 2))
                  .toEpochSecond(ZoneOffset.UTC)
              - offset(text, zone);
      boolean exact = fraction.length() <= 9 && seconds >= FIRST_SECOND && seconds <= LAST_SECOND;
      return zone == 20 || (dialect == Dialect.PROTOJSON && !exact)
          ? null
          : Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos(fraction)).build();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The offset from UTC that ends the text, in seconds. */
  private static int offset(String text, int at) {
    if (text.length() == at + 1 && text.charAt(at) == 'Z') {
      return 0;
    }
    if (text.length() == at + 6 && text.charAt(at + 3) == ':') {
      int hours = number(text, at + 1, 2);
      int minutes = number(text, at + 4, 2);
      char sign = text.charAt(at);
      if (hours <= 23 && minutes <= 59 && (sign == '+' || sign == '-')) {
        return (sign == '-' ? -60 : 60) * (hours * 60 + minutes);
      }
    }
    throw new DateTimeException("neither Z nor an offset");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int number(String text, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      if (!isDigit(text.charAt(i))) {
        throw new DateTimeException("a digit is missing");
      }
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
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
