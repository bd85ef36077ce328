package io.github.lwmigrate.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdFormTest {

  private static final IdForm FORM = IdForm.THE_THINGS_STACK;

  @ParameterizedTest
  @ValueSource(strings = {"abc", "a-bc", "0-1-2", "dev-1", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
  void ids(String id) {
    assertThat(FORM.matches(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab",
        "a-b",
        "a_bc",
        "Abc",
        "-abc",
        "abc-",
        "a--bc",
        "abc\n",
        "a.bc",
        "äbc",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void noIds(String text) {
    assertThat(FORM.matches(text)).isFalse();
  }

  @Test
  void textOfAnyLength_isJudged() {
    assertThat(FORM.matches("a-".repeat(1_000_000))).isFalse();
  }

  @Test
  void formOfAnotherNetwork_saysWhatItExpects() {
    IdForm form = IdForm.of("[a-z]{2}", "two letters");

    assertThat(form.matches("ab")).isTrue();
    assertThat(form.matches("abc")).isFalse();
    assertThat(form.expected()).isEqualTo("two letters are expected");
    assertThat(FORM.expected())
        .isEqualTo(
            "3 to 36 lower-case letters, digits and single hyphens between them are expected");
  }
}
