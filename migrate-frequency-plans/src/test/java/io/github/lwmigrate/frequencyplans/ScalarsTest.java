package io.github.lwmigrate.frequencyplans;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0", "868100000, 868100000", "868_100_000, 868100000", "868.1e6, 868100000", "1.0, 1",
    "08, 8", "010, 8", "0x1F, 31", "-5, -5", "+5, 5"
  })
  void wholeNumber_written(String text, long number) {
    assertThat(Scalars.wholeNumber(text)).contains(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.5", "1e999999999", "9223372036854775808", "ten", "1 2", ".nan"})
  void wholeNumber_refused(String text) {
    assertThat(Scalars.wholeNumber(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400ms, PT0.4S",
    "400000000, PT0.4S",
    "1m30s, PT1M30S",
    "1.5h, PT1H30M",
    ".5us, PT0.0000005S",
    "2\u00b5s, PT0.000002S",
    "2\u03bcs, PT0.000002S",
    "0, PT0S",
    "7ns, PT0.000000007S"
  })
  void duration_written(String text, Duration duration) {
    assertThat(Scalars.duration(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "400", "-1s", "1s2", "400\u00b5", "s", "1 s", "0.5", "0.1ns"})
  void duration_refusedUnlessNanoseconds(String text) {
    assertThat(Scalars.duration(text).filter(duration -> !duration.equals(Duration.ofNanos(400))))
        .isEmpty();
  }

  @Test
  void decimal_isFinite() {
    assertThat(Scalars.decimal("-80.5")).contains(-80.5);
    assertThat(Scalars.decimal("1e400")).isEmpty();
    assertThat(Scalars.decimal(".inf")).isEmpty();
  }
}
