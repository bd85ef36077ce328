package io.github.lwmigrate.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.lwmigrate.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionSetTest {

  private static final OptionSet OPTIONS =
      OptionSet.of(
          Option.text("app-id", "ID", "application")
              .environment("TTS_APP_ID", "TTNV3_APP_ID")
              .required()
              .build(),
          Option.text("api-key", "KEY", "API key")
              .environment("TTS_API_KEY")
              .required()
              .secret()
              .build(),
          Option.text("address", "HOST", "server").defaultValue("localhost").build(),
          Option.file("ca-file", "CA certificates").environment("TTS_CA_FILE").build(),
          Option.flag("insecure", "no TLS").environment("TTS_INSECURE").build());

  private static final Map<String, String> ENOUGH = Map.of("app-id", "a", "api-key", "k");

  @TempDir Path folder;

  @Test
  void everyMistake_isToldAtOnce() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                OPTIONS.resolve(
                    Map.of(
                        "appid", "a", "insecure", "perhaps", "ca-file", "\0", "api-key-file", "x"),
                    name -> null))
        .satisfies(
            e -> {
              assertThat(e.problems()).hasSize(5);
              assertThat(e.problems().get(0)).contains("\"appid\"").contains("app-id, api-key");
              assertThat(e.problems()).anyMatch(p -> p.contains("\"ca-file\" takes the path"));
              assertThat(e.problems())
                  .anyMatch(p -> p.contains("\"insecure\" takes true or false"));
              assertThat(e.problems()).anyMatch(p -> p.contains("\"api-key-file\" does not exist"));
              assertThat(e.problems())
                  .anyMatch(p -> p.contains("\"app-id\" is missing") && p.contains("TTS_APP_ID"));
              assertThat(e.getMessage()).contains(e.problems());
            });
  }

  @Test
  void given_goesBeforeEnvironment_environmentInItsOrderBeforeDefaults() {
    Map<String, String> environment =
        Map.of("TTNV3_APP_ID", "older", "TTS_API_KEY", "k", "TTS_CA_FILE", "ca.pem");
    OptionValues values = OPTIONS.resolve(Map.of(), environment::get);
    assertThat(values.require("app-id")).isEqualTo("older");
    assertThat(values.file("ca-file")).contains(Path.of("ca.pem"));
    assertThat(values.require("address")).isEqualTo("localhost");
    assertThat(values.has("insecure")).isFalse();
    assertThat(
            OPTIONS
                .resolve(
                    Map.of("api-key", "k"),
                    Map.of("TTS_APP_ID", "newer", "TTNV3_APP_ID", "older")::get)
                .require("app-id"))
        .isEqualTo("newer");
    assertThat(OPTIONS.resolve(Map.of("app-id", "given"), environment::get).require("app-id"))
        .isEqualTo("given");
  }

  @Test
  void emptyText_isNoValue_andHidesTheEnvironment() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                OPTIONS.resolve(
                    Map.of("app-id", "", "api-key", "k"), Map.of("TTS_APP_ID", "other")::get))
        .withMessageContaining("\"app-id\" is missing");
    assertThat(OPTIONS.resolve(ENOUGH, Map.of("TTS_CA_FILE", "")::get).file("ca-file")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true,true", "TRUE,true", "1,true", "t,true", "'',true", "false,false", "0,false"})
  void flag_takesTheUsualSpellings(String text, boolean value) {
    OptionValues values =
        OPTIONS.resolve(Map.of("app-id", "a", "api-key", "k", "insecure", text), name -> null);
    assertThat(values.flag("insecure")).isEqualTo(value);
  }

  @Test
  void secret_isReadFromAFile_withoutTheLineEnd() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), " NNSXS.a.b\r\n");
    OptionValues values =
        OPTIONS.resolve(Map.of("app-id", "a", "api-key-file", file.toString()), name -> null);
    assertThat(values.require("api-key")).isEqualTo("NNSXS.a.b");
    assertThat(
            OPTIONS
                .resolve(Map.of("app-id", "a"), Map.of("TTS_API_KEY_FILE", file.toString())::get)
                .require("api-key"))
        .isEqualTo("NNSXS.a.b");
  }

  @Test
  void secretFromTwoPlaces_theUsersWordBeatsTheEnvironment_twoOfTheSameKindAreRefused()
      throws IOException {
    String file = Files.writeString(folder.resolve("key"), "from file").toString();
    assertThat(
            OPTIONS
                .resolve(
                    Map.of("app-id", "a", "api-key-file", file),
                    Map.of("TTS_API_KEY", "from environment")::get)
                .require("api-key"))
        .isEqualTo("from file");
    assertThat(OPTIONS.resolve(ENOUGH, Map.of("TTS_API_KEY_FILE", file)::get).require("api-key"))
        .isEqualTo("k");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                OPTIONS.resolve(
                    Map.of("app-id", "a", "api-key", "k", "api-key-file", file), name -> null))
        .withMessageContaining("both given");
  }

  @Test
  void secretFile_thatHoldsNone_isRefusedWithoutNamingWhatWasGiven() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), " \n");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
    for (Map.Entry<String, String> wrong :
        Map.of(
                empty.toString(), "is empty",
                binary.toString(), "not UTF-8",
                folder.toString(), "cannot be read",
                folder.resolve("none").toString(), "does not exist")
            .entrySet()) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(
              () ->
                  OPTIONS.resolve(
                      Map.of("app-id", "a", "api-key-file", wrong.getKey()), name -> null))
          .satisfies(
              e -> {
                assertThat(e.problems()).hasSize(1);
                assertThat(e.getMessage())
                    .contains(wrong.getValue())
                    .doesNotContain(wrong.getKey());
              });
    }
  }

  @Test
  void undeclaredName_isAMistakeOfTheProgram() {
    OptionValues values = OPTIONS.resolve(ENOUGH, name -> null);
    assertThatIllegalArgumentException().isThrownBy(() -> values.text("other"));
    assertThatIllegalArgumentException().isThrownBy(() -> values.flag("other"));
    assertThatIllegalArgumentException().isThrownBy(() -> values.require("ca-file"));
  }

  @Test
  void everySecret_bringsItsFileAlong() {
    assertThat(OPTIONS.options())
        .extracting(Option::name)
        .containsExactly("app-id", "api-key", "api-key-file", "address", "ca-file", "insecure");
    assertThat(OPTIONS.options().get(2).environment()).containsExactly("TTS_API_KEY_FILE");
    assertThat(OPTIONS.options().get(2).isRequired()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a_b", "-a", "a-", "a--b"})
  void badName_isRefusedWhenDeclared(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Option.flag(name, "x"));
  }

  @Test
  void sameNameTwice_isRefusedWhenDeclared() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                OptionSet.of(
                    Option.text("key", "K", "x").secret().build(),
                    Option.file("key-file", "y").build()))
        .withMessageContaining("key-file");
  }
}
