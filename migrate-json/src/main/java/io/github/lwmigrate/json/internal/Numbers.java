package io.github.lwmigrate.json.internal;

import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Integers and floating point numbers as text. */
final class Numbers {
  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final Pattern UNSIGNED = Pattern.compile("[0-9]+");
  private static final Pattern SIGNED = Pattern.compile("-?[0-9]+");
  private static final int MAX_EXPONENT = 400;
  private static final Map<String, Double> NAMED =
      Map.of(
          "NaN", Double.NaN,
          "Infinity", Double.POSITIVE_INFINITY,
          "-Infinity", Double.NEGATIVE_INFINITY);

  private Numbers() {}

  /** An integer type: what it holds, and how it is read. */
  enum IntegerType {
    INT32(BigInteger.ONE.shiftLeft(31).negate(), BigInteger.ONE.shiftLeft(31)),
    UINT32(BigInteger.ZERO, BigInteger.ONE.shiftLeft(32)),
    INT64(BigInteger.ONE.shiftLeft(63).negate(), BigInteger.ONE.shiftLeft(63)),
    UINT64(BigInteger.ZERO, BigInteger.ONE.shiftLeft(64));

    private final BigInteger least;
    private final BigInteger beyond;
    private final String expected;

    IntegerType(BigInteger least, BigInteger beyond) {
      this.least = least;
      this.beyond = beyond;
      this.expected =
          "a whole number from " + least + " to " + beyond.subtract(BigInteger.ONE) + ", as digits";
    }

    static IntegerType of(FieldDescriptor field) {
      return switch (field.getType()) {
        case UINT32, FIXED32 -> UINT32;
        case UINT64, FIXED64 -> UINT64;
        case INT64, SINT64, SFIXED64 -> INT64;
        default -> INT32;
      };
    }

    /** The text of the value that the low bits hold. */
    String text(long value) {
      return this == UINT64 ? Long.toUnsignedString(value) : Long.toString(value);
    }

    /** The value in the low bits. */
    long read(Input in, Dialect dialect) throws IOException {
      return read(in, dialect, expected);
    }

    long read(Input in, Dialect dialect, String expected) throws IOException {
      if (in.peek() == JsonToken.STRING) {
        String text = in.nextString(expected);
        long small = small(text);
        if (small >= 0) {
          return small;
        }
        BigInteger value = dialect == Dialect.PROTOJSON ? whole(text, true) : digits(text);
        if (value == null || !holds(value)) {
          throw in.quoted(text, expected);
        }
        return value.longValue();
      }
      String text = in.nextNumber(expected);
      long small = small(text);
      if (small >= 0) {
        return small;
      }
      BigInteger value = whole(text, dialect == Dialect.PROTOJSON);
      if (value == null || !holds(value)) {
        throw in.unquoted(text, expected);
      }
      return value.longValue();
    }

    /** A map key, which JSON has as a string. */
    long readKey(String key, Input in, Dialect dialect) {
      BigInteger value = dialect == Dialect.PROTOJSON ? whole(key, false) : digits(key);
      if (value == null || !holds(value)) {
        throw in.nameMismatch(key, "a key that is " + expected);
      }
      return value.longValue();
    }

    private boolean holds(BigInteger value) {
      return value.compareTo(least) >= 0 && value.compareTo(beyond) < 0;
    }

    /** Up to nine plain digits without a leading zero, what nearly all numbers are; or -1. */
    private static long small(String text) {
      int length = text.length();
      if (length == 0 || length > 9 || (length > 1 && text.charAt(0) == '0')) {
        return -1;
      }
      long value = 0;
      for (int i = 0; i < length; i++) {
        int digit = text.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          return -1;
        }
        value = value * 10 + digit;
      }
      return value;
    }

    private @Nullable BigInteger digits(String text) {
      Pattern form = least.signum() < 0 ? SIGNED : UNSIGNED;
      return text.length() <= 40 && form.matcher(text).matches() ? new BigInteger(text) : null;
    }

    /** A number without a fraction, if written with one or with an exponent: the value is exact. */
    private static @Nullable BigInteger whole(String text, boolean exponent) {
      if (text.length() > 80
          || !JSON_NUMBER.matcher(text).matches()
          || (!exponent && (text.indexOf('e') >= 0 || text.indexOf('E') >= 0))) {
        return null;
      }
      BigDecimal value = decimal(text);
      if (value == null) {
        return null;
      }
      BigDecimal stripped = value.stripTrailingZeros();
      return stripped.scale() <= 0 ? stripped.toBigInteger() : null;
    }
  }

  private static @Nullable BigDecimal decimal(String text) {
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
    return Math.abs((long) value.precision() - value.scale()) <= MAX_EXPONENT ? value : null;
  }

  static float readFloat(Input in) throws IOException {
    return (float) readFloating(in, Float.MAX_VALUE);
  }

  static double readDouble(Input in) throws IOException {
    return readFloating(in, Double.MAX_VALUE);
  }

  private static double readFloating(Input in, double most) throws IOException {
    String expected = "a number, \"NaN\", \"Infinity\" or \"-Infinity\"";
    boolean quoted = in.peek() == JsonToken.STRING;
    String text = quoted ? in.nextString(expected) : in.nextNumber(expected);
    Double named = quoted ? NAMED.get(text) : null;
    if (named != null) {
      return named;
    }
    if (JSON_NUMBER.matcher(text).matches()) {
      double value = most == Float.MAX_VALUE ? Float.parseFloat(text) : Double.parseDouble(text);
      if (!Double.isInfinite(value)) {
        return value;
      }
    }
    String limit =
        most == Float.MAX_VALUE ? Float.toString(Float.MAX_VALUE) : Double.toString(most);
    String range = "a number from -" + limit + " to " + limit;
    throw quoted ? in.quoted(text, range) : in.unquoted(text, range);
  }

  /** The shortest decimal that reads back as the same number; a string where JSON has no number. */
  static void write(float value, Output out) throws IOException {
    if (value == (int) value && Math.abs(value) < 1e7f && !isNegativeZero(value)) {
      out.value((int) value);
    } else if (!Float.isFinite(value)) {
      out.value(Float.toString(value));
    } else {
      out.number(
          text(
              Float.toString(value),
              6,
              Math.abs(value) >= Float.MIN_NORMAL,
              shorter -> Float.parseFloat(shorter) == value));
    }
  }

  static void write(double value, Output out) throws IOException {
    if (value == (long) value && Math.abs(value) < 1e15 && !isNegativeZero(value)) {
      out.value((long) value);
    } else if (!Double.isFinite(value)) {
      out.value(Double.toString(value));
    } else {
      out.number(
          text(
              Double.toString(value),
              15,
              Math.abs(value) >= Double.MIN_NORMAL,
              shorter -> Double.parseDouble(shorter) == value));
    }
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && 1 / value < 0;
  }

  /** Before JDK 19, toString is not always the shortest form. */
  private static String text(
      String java, int certainDigits, boolean normal, Predicate<String> readsBack) {
    BigDecimal decimal = new BigDecimal(java).stripTrailingZeros();
    if (decimal.signum() == 0) {
      return "-0";
    }
    while (decimal.precision() > 1 && (!normal || decimal.precision() > certainDigits)) {
      BigDecimal shorter =
          decimal.round(new MathContext(decimal.precision() - 1, RoundingMode.HALF_EVEN));
      if (!readsBack.test(shorter.toString())) {
        break;
      }
      decimal = shorter.stripTrailingZeros();
    }
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -6 && exponent < 21) {
      return decimal.toPlainString();
    }
    String digits = decimal.unscaledValue().abs().toString();
    StringBuilder text = new StringBuilder();
    if (decimal.signum() < 0) {
      text.append('-');
    }
    text.append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    return text.append('e').append(exponent > 0 ? "+" : "").append(exponent).toString();
  }
}
