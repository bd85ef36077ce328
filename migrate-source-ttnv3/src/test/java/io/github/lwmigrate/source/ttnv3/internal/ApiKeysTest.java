package io.github.lwmigrate.source.ttnv3.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

  private static final String ID = "A".repeat(39);
  private static final String SECRET = "SECRET".repeat(8) + "SECR";

  @Test
  void usualKey_isNeitherWrongNorOdd() {
    String key = "NNSXS." + ID + "." + SECRET;
    assertThat(ApiKeys.problem(key)).isEmpty();
    assertThat(ApiKeys.oddity(key)).isEmpty();
  }

  @Test
  void accessToken_isTaken() {
    String token = "MFRWG." + ID + "." + SECRET;
    assertThat(ApiKeys.problem(token)).isEmpty();
    assertThat(ApiKeys.oddity(token)).isEmpty();
  }

  @Test
  void oddLengths_areSaidWithoutTheSecret() {
    String key = "NNSXS.SHORTID." + SECRET;
    assertThat(ApiKeys.problem(key)).isEmpty();
    assertThat(ApiKeys.oddity(key).orElseThrow()).contains("SHORTID").doesNotContain("SECRET");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "SECRET",
        "NNSXS.SECRET",
        "NNSXS..SECRET",
        "NNSXS.ID.",
        "NNSXS.ID.SECRET.MORE",
        "OJSWM.ID.SECRET",
        "nnsxs.ID.SECRET",
        "NNSXS.ID.SECRET\n",
        "NNSXS.ID.SECRÊT",
      })
  void anythingElse_isRefusedWithoutBeingRepeated(@Nullable String key) {
    assertThat(ApiKeys.problem(key).orElseThrow()).contains("API key").doesNotContain("SECR");
  }
}
