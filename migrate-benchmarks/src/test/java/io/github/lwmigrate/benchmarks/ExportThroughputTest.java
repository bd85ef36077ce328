package io.github.lwmigrate.benchmarks;

import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExportThroughputTest {

  @Test
  void run_bothClientsGetEveryDevice() {
    assertThatNoException().isThrownBy(() -> ExportThroughput.run(50, 1, Duration.ofMillis(1)));
  }
}
