package io.github.lwmigrate.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdLinesTest {

  @Test
  void lines_ofAnySystem_areTaken() {
    assertThat(ids("one\ntwo\r\n  three\t\r\n\r\n\n# four\nfive # the fifth\nsix"))
        .containsExactly("one", "two", "three", "five", "six");
  }

  @Test
  void byteOrderMark_isLeftOut() {
    assertThat(ids("\uFEFFone\ntwo")).containsExactly("one", "two");
    assertThat(ids("\uFEFFone\r\ntwo\r\n", StandardCharsets.UTF_16LE))
        .containsExactly("one", "two");
    assertThat(ids("\uFEFFone\r\ntwo\r\n", StandardCharsets.UTF_16BE))
        .containsExactly("one", "two");
  }

  @Test
  void shortAndEmptyTexts_areTaken() {
    assertThat(ids("")).isEmpty();
    assertThat(ids("\n")).isEmpty();
    assertThat(ids("a")).containsExactly("a");
    assertThat(ids("ab")).containsExactly("ab");
  }

  private static List<String> ids(String text) {
    return ids(text, StandardCharsets.UTF_8);
  }

  private static List<String> ids(String text, Charset charset) {
    List<String> ids = new ArrayList<>();
    new IdLines(new ByteArrayInputStream(text.getBytes(charset))).forEachRemaining(ids::add);
    return ids;
  }
}
