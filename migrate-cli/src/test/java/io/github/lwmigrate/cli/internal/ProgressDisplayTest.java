package io.github.lwmigrate.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.Progress;
import io.github.lwmigrate.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);

  @Test
  void lines_comeEverySoOften_withPaceAndTimeLeft() {
    try (ProgressDisplay display = new ProgressDisplay.Lines(err)) {
      display.update(progress(10, 4));
      assertThat(text()).isEmpty();
      display.update(progress(50, 5));
      display.update(progress(60, 6));
      display.update(progress(110, 11));
    }

    assertThat(text().lines())
        .containsExactly(
            "50 of 1000 devices, 10 a second, 150 calls, about 1 min 35 s left",
            "110 of 1000 devices, 10 a second, 330 calls, about 1 min 29 s left");
  }

  @Test
  void bar_showsHowManyDevicesAreDone() {
    try (ProgressDisplay display = new ProgressDisplay.Bar(err)) {
      display.update(progress(250, 1));
    }

    assertThat(text()).contains("Devices", "250/1000");
  }

  @Test
  void times_areShort() {
    assertThat(Texts.time(Duration.ofMillis(1540))).isEqualTo("1.5 s");
    assertThat(Texts.time(Duration.ofSeconds(61))).isEqualTo("1 min 01 s");
    assertThat(Texts.time(Duration.ofMinutes(125))).isEqualTo("2 h 05 min");
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  private static Progress progress(long finished, long seconds) {
    return new Progress(
        finished,
        OptionalLong.of(1000),
        finished,
        Map.of(Status.DONE, finished),
        finished * 3,
        Duration.ofSeconds(seconds));
  }
}
