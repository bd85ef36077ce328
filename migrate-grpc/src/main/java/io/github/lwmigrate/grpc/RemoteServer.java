package io.github.lwmigrate.grpc;

import io.grpc.Channel;
import java.util.function.Supplier;

/** A server behind one of {@link Channels}. Immutable and thread-safe. */
public final class RemoteServer {

  private final ServerAddress address;
  private final boolean plaintext;
  private final Supplier<? extends Channel> channel;

  RemoteServer(ServerAddress address, boolean plaintext, Supplier<? extends Channel> channel) {
    this.address = address;
    this.plaintext = plaintext;
    this.channel = channel;
  }

  /**
   * Where it listens.
   *
   * @return the address with its port
   */
  public ServerAddress address() {
    return address;
  }

  /**
   * Whether plaintext was asked for.
   *
   * @return true if credentials may travel unencrypted
   */
  boolean isPlaintext() {
    return plaintext;
  }

  /**
   * The way to it; opened on first use.
   *
   * @return the channel
   */
  Channel channel() {
    return channel.get();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RemoteServer that && that.address.equals(address);
  }

  @Override
  public int hashCode() {
    return address.hashCode();
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
