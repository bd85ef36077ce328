package io.github.lwmigrate.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminalsTest {

  private static final String PROPERTY = "lwmigrate.terminals";

  @AfterEach
  void clear() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void launcher_saysWhichStreamsAreTerminals() {
    assertThat(given("-012"))
        .extracting(Terminals::in, Terminals::out, Terminals::err)
        .containsExactly(true, true, true);
    assertThat(given("-1n"))
        .extracting(Terminals::in, Terminals::out, Terminals::err, Terminals::noInput)
        .containsExactly(false, true, false, true);
  }

  @Test
  void withoutLauncher_aTestRunnerHasNoTerminal() {
    assertThat(Terminals.ofProcess().out()).isFalse();
  }

  private static Terminals given(String streams) {
    System.setProperty(PROPERTY, streams);
    return Terminals.ofProcess();
  }
}
