package io.github.lwmigrate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DelayingRelayTest {

  private static final Duration ONE_WAY = Duration.ofMillis(20);

  @Test
  void relay_bothWays_passesEveryByteNoEarlierThanTheDelay() throws IOException {
    byte[] sent = new byte[200_000];
    new Random(1).nextBytes(sent);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DelayingRelay relay = DelayingRelay.to(server.getLocalPort(), ONE_WAY);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), relay.port());
        Socket accepted = server.accept()) {
      long started = System.nanoTime();
      client.getOutputStream().write(sent);
      byte[] arrived = accepted.getInputStream().readNBytes(sent.length);
      accepted.getOutputStream().write(arrived);
      byte[] returned = client.getInputStream().readNBytes(sent.length);
      long took = System.nanoTime() - started;

      assertThat(returned).isEqualTo(sent);
      assertThat(took).isGreaterThanOrEqualTo(2 * ONE_WAY.toNanos());
    }
  }

  @Test
  void relay_whenOneSideEnds_theOtherSeesTheEnd() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DelayingRelay relay = DelayingRelay.to(server.getLocalPort(), Duration.ZERO);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), relay.port());
        Socket accepted = server.accept()) {
      accepted.shutdownOutput();

      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }
}
