package io.github.lwmigrate.source.ttnv2.internal;

import io.github.lwmigrate.Selection;
import io.github.lwmigrate.grpc.Applications;
import io.github.lwmigrate.grpc.RetryPolicy;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.Retirer;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** Everything behind the source: handlers, reading and retirement. Thread-safe. */
public final class Origin implements AutoCloseable {

  private final Handlers handlers;
  private final OriginReader reader;
  private final Retirer retirer;

  /**
   * An origin.
   *
   * @param applications what may be read
   * @param handlers where they are; closed with this
   * @param options what the origin does not know of its devices
   * @param retry how long calls are repeated
   */
  public Origin(
      Applications<OriginApplication> applications,
      Handlers handlers,
      MappingOptions options,
      RetryPolicy retry) {
    HandlerClient client = new HandlerClient(handlers, retry);
    this.handlers = handlers;
    this.reader = new OriginReader(applications, client, new V2DeviceMapper(options));
    this.retirer = new OriginRetirer(reader, client);
  }

  /**
   * Lists devices as {@link io.github.lwmigrate.spi.Source#list} says.
   *
   * @param selection which devices
   * @param receiver takes the entries
   * @param call what the engine provides
   */
  public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
    reader.list(selection, receiver, call);
  }

  /**
   * Reads a device as {@link io.github.lwmigrate.spi.Source#read} says.
   *
   * @param listed an entry of {@link #list}
   * @param call what the engine provides
   * @return the reading
   */
  public Reading read(Listed listed, Call call) {
    return reader.read(listed, call);
  }

  /**
   * What changes devices.
   *
   * @return the retirer
   */
  public Retirer retirer() {
    return retirer;
  }

  /**
   * How long a device takes as {@link io.github.lwmigrate.spi.Source#timePerDevice} says.
   *
   * @param sessions whether live sessions move
   * @param changes what is done at the origin
   * @return the time that its calls take
   */
  public Duration timePerDevice(boolean sessions, Set<Retirement> changes) {
    return CallRate.perDevice(sessions, changes);
  }

  /** Addresses and applications. */
  @Override
  public String toString() {
    return handlers + " " + reader.applicationIds();
  }

  @Override
  public void close() {
    handlers.close();
  }
}
