package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Time stamps as the servers store them: the Identity Server in microseconds. */
final class Times {
  private Times() {}

  static Timestamp nanos(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  static Timestamp micros(Instant instant) {
    return nanos(instant.truncatedTo(ChronoUnit.MICROS));
  }

  static Timestamp micros(Timestamp time) {
    return nanos(instant(time).truncatedTo(ChronoUnit.MICROS));
  }

  static int compare(Timestamp one, Timestamp other) {
    return instant(one).compareTo(instant(other));
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
