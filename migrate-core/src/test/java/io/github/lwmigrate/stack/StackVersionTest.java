package io.github.lwmigrate.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StackVersionTest {
  @Test
  void of_announcedForms_areTheSameVersion() {
    assertThat(StackVersion.of("v3.32.1"))
        .isEqualTo(StackVersion.of("3.32.1"))
        .hasToString("3.32.1");
    assertThat(StackVersion.of("3.32.1-SNAPSHOT+abc")).isEqualTo(StackVersion.REFERENCE);
  }

  @Test
  void compareTo_comparesNumbersNotText() {
    assertThat(StackVersion.of("3.9.0")).isLessThan(StackVersion.OLDEST);
    assertThat(StackVersion.of("3.34.1").isAtLeast(StackVersion.NEWEST)).isTrue();
    assertThat(StackVersion.of("3.34.0").isAtLeast(StackVersion.NEWEST)).isFalse();
  }

  @Test
  void of_otherText_saysWhatIsExpected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StackVersion.of("latest"))
        .withMessageContaining("latest")
        .withMessageContaining("3.32.1");
  }
}
