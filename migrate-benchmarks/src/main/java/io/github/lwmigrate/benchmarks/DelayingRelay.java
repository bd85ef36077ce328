package io.github.lwmigrate.benchmarks;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Passes connections on to a port of this machine, every byte later by the same time and none
 * slower than it came: makes a server distant without making it slow.
 */
final class DelayingRelay implements AutoCloseable {

  private static final int CHUNK_SIZE = 64 * 1024;

  private final ServerSocket entrance;
  private final int targetPort;
  private final long delayNanos;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  private record Chunk(ByteString bytes, long dueNanos) {}

  private DelayingRelay(ServerSocket entrance, int targetPort, Duration oneWay) {
    this.entrance = entrance;
    this.targetPort = targetPort;
    this.delayNanos = oneWay.toNanos();
  }

  static DelayingRelay to(int targetPort, Duration oneWay) throws IOException {
    ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    DelayingRelay relay = new DelayingRelay(entrance, targetPort, oneWay);
    start("relay-accept", relay::accept);
    return relay;
  }

  int port() {
    return entrance.getLocalPort();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = entrance.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
      sockets.add(client);
      sockets.add(server);
      connect(client, server);
      connect(server, client);
    }
  }

  private void connect(Socket from, Socket to) throws IOException {
    from.setTcpNoDelay(true);
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    BlockingQueue<Chunk> underway = new LinkedBlockingQueue<>();
    start("relay-in", () -> receive(in, underway));
    start(
        "relay-out",
        () -> {
          try (to) {
            deliver(underway, out);
          } finally {
            sockets.remove(to);
          }
        });
  }

  private void receive(InputStream in, BlockingQueue<Chunk> underway) throws IOException {
    byte[] buffer = new byte[CHUNK_SIZE];
    int length = 0;
    try {
      while (length >= 0) {
        length = in.read(buffer);
        ByteString bytes = ByteString.copyFrom(buffer, 0, Math.max(length, 0));
        underway.add(new Chunk(bytes, System.nanoTime() + delayNanos));
      }
    } finally {
      underway.add(new Chunk(ByteString.EMPTY, System.nanoTime()));
    }
  }

  private static void deliver(BlockingQueue<Chunk> underway, OutputStream out)
      throws IOException, InterruptedException {
    while (true) {
      Chunk chunk = underway.take();
      TimeUnit.NANOSECONDS.sleep(chunk.dueNanos - System.nanoTime());
      if (chunk.bytes.isEmpty()) {
        return;
      }
      chunk.bytes.writeTo(out);
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (SocketException e) {
                return;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }
}
