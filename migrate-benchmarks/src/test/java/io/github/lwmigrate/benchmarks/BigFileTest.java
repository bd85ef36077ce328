package io.github.lwmigrate.benchmarks;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class BigFileTest {

  @Test
  void run_everyDeviceComesOut() {
    assertThatNoException().isThrownBy(() -> BigFile.run(200, 1, "64m"));
  }

  @Test
  void run_whenTheProcessCannotDoIt_fails() {
    assertThatIllegalStateException()
        .isThrownBy(() -> BigFile.run(10, 1, "1k"))
        .withMessageContaining("exit code");
  }
}
