package io.github.lwmigrate.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lwmigrate.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

  @ParameterizedTest
  @CsvSource({
    "eu1.cloud.thethings.network, eu1.cloud.thethings.network, 8884, eu1.cloud.thethings.network",
    "localhost:1884, localhost, 1884, localhost:1884",
    "'  localhost:1884 ', localhost, 1884, localhost:1884",
    "127.0.0.1, 127.0.0.1, 8884, 127.0.0.1",
    "[::1], ::1, 8884, [::1]",
    "[2001:db8::1]:443, 2001:db8::1, 443, [2001:db8::1]:443",
    "2001:db8::1, 2001:db8::1, 8884, [2001:db8::1]",
    "::1, ::1, 8884, [::1]",
    "my_stack.internal:9, my_stack.internal, 9, my_stack.internal:9",
  })
  void address_isRead(String text, String host, int port, String printed) {
    ServerAddress address = ServerAddress.of(text);
    assertThat(address.host()).isEqualTo(host);
    assertThat(address.port(8884)).isEqualTo(port);
    assertThat(address).hasToString(printed).isEqualTo(ServerAddress.of(printed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "https://eu1.cloud.thethings.network",
        "eu1.cloud.thethings.network/api",
        "localhost:0",
        "localhost:65536",
        "localhost:port",
        "localhost:",
        ":1884",
        "two words",
        "[::1",
        "-host",
      })
  void anythingElse_isRefusedWithWhatIsExpected(String text) {
    assertThatThrownBy(() -> ServerAddress.of(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is not an address");
  }

  @Test
  void hostNames_areTheSameInAnyCase() {
    assertThat(ServerAddress.of("LOCALHOST:1"))
        .isEqualTo(ServerAddress.of("localhost:1"))
        .hasSameHashCodeAs(ServerAddress.of("localhost:1"))
        .isNotEqualTo(ServerAddress.of("localhost:2"))
        .isNotEqualTo(ServerAddress.of("localhost"));
  }

  @Test
  void usualPort_dependsOnEncryption() {
    assertThat(TransportSecurity.tls().usualPort()).isEqualTo(8884);
    assertThat(TransportSecurity.plaintext().usualPort()).isEqualTo(1884);
  }
}
