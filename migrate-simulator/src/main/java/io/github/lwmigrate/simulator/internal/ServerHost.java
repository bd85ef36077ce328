package io.github.lwmigrate.simulator.internal;

import io.grpc.BindableService;
import io.grpc.Grpc;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Services on a port of this machine. The port stays the same when connections are closed. */
public final class ServerHost {
  private static final int MAX_MESSAGE_SIZE = 16 << 20;
  private static final long RESTART_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final List<BindableService> services;
  private final ServerInterceptor interceptor;
  private final ServerCredentials credentials;
  private final ExecutorService executor;
  private final Connections connections;
  private final int port;
  private Server server;

  /** What is demanded of connections: how often they may be pinged, and when idle ones end. */
  public record Connections(Duration pingedAtMostEvery, Optional<Duration> endedWhenIdle) {}

  public ServerHost(
      int port,
      List<BindableService> services,
      ServerInterceptor interceptor,
      ServerCredentials credentials,
      Connections connections,
      ExecutorService executor) {
    this.services = services;
    this.interceptor = interceptor;
    this.credentials = credentials;
    this.connections = connections;
    this.executor = executor;
    this.server = start(port);
    this.port = server.getPort();
  }

  /** Threads that end with the process. */
  public static ExecutorService threads(String name) {
    return Executors.newCachedThreadPool(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  public int port() {
    return port;
  }

  /** Asks clients to connect anew; calls under way are answered. */
  public synchronized void goAway() {
    server.shutdown();
    server = restart();
  }

  /** Breaks all connections and the calls on them. */
  public synchronized void dropConnections() {
    server.shutdownNow();
    awaitEnd();
    server = restart();
  }

  public synchronized void close() {
    server.shutdownNow();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Some transports give their port free a moment after they have stopped. */
  private Server restart() {
    long deadline = System.nanoTime() + RESTART_NANOS;
    while (true) {
      try {
        return start(port);
      } catch (UncheckedIOException e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  private Server start(int wantedPort) {
    ServerBuilder<?> builder =
        Grpc.newServerBuilderForPort(wantedPort, credentials)
            .executor(executor)
            .maxInboundMessageSize(MAX_MESSAGE_SIZE)
            .permitKeepAliveTime(connections.pingedAtMostEvery().toSeconds(), TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true);
    connections
        .endedWhenIdle()
        .ifPresent(idle -> builder.maxConnectionIdle(idle.toSeconds(), TimeUnit.SECONDS));
    services.forEach(
        service -> builder.addService(ServerInterceptors.intercept(service, interceptor)));
    try {
      return builder.build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The simulated network cannot listen on port "
              + wantedPort
              + "; choose another port, or 0 for a free one",
          e);
    }
  }
}
