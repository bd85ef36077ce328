package io.github.lwmigrate.simulator.internal.ttnv2;

import io.grpc.Status.Code;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of a list that the headers of a request ask for. */
record Page(int offset, int limit) {
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final BigInteger END = BigInteger.ONE.shiftLeft(Long.SIZE);

  static Page of(HandlerCall call) {
    int limit = number(call.requestHeader("limit"));
    int offset = number(call.requestHeader("offset"));
    return new Page(offset, limit == 0 ? Integer.MAX_VALUE : limit);
  }

  /** How many of a list are on the page. */
  int selected(int total) {
    return Math.min(limit, Math.max(0, total - offset));
  }

  <T> List<T> of(List<T> all) {
    int from = Math.min(offset, all.size());
    return all.subList(from, from + selected(all.size()));
  }

  private static int number(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    if (!DIGITS.matcher(text).matches()) {
      throw unparsable(text, "invalid syntax");
    }
    BigInteger number = new BigInteger(text);
    if (number.compareTo(END) >= 0) {
      throw unparsable(text, "value out of range");
    }
    return number.bitLength() < Integer.SIZE ? number.intValue() : Integer.MAX_VALUE;
  }

  private static Failure unparsable(String text, String problem) {
    return new Failure(Code.UNKNOWN, "strconv.ParseUint: parsing \"" + text + "\": " + problem);
  }
}
