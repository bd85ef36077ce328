package io.github.lwmigrate.testkit;

import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Completion;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.StepLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A target in memory, for tests of programs that embed the SDK. Thread-safe. */
public final class RecordingSink implements Sink {

  private static final String STEP = "store";

  private final Map<Long, Delivery> deliveries = new ConcurrentSkipListMap<>();
  private final int maxConcurrency;
  private volatile Optional<Completion> completion = Optional.empty();

  private RecordingSink(int maxConcurrency) {
    this.maxConcurrency = maxConcurrency;
  }

  /**
   * A target that takes one device at a time.
   *
   * @return a new, empty sink
   */
  public static RecordingSink create() {
    return withConcurrency(1);
  }

  /**
   * A target that takes several devices at once.
   *
   * @param maxConcurrency how many, at least 1
   * @return a new, empty sink
   */
  public static RecordingSink withConcurrency(int maxConcurrency) {
    return new RecordingSink(maxConcurrency);
  }

  /**
   * What was stored.
   *
   * @return deliveries in listing order
   */
  public List<Delivery> deliveries() {
    return List.copyOf(deliveries.values());
  }

  /**
   * The devices that were stored.
   *
   * @return devices in listing order
   */
  public List<EndDevice> devices() {
    return deliveries().stream().map(Delivery::device).toList();
  }

  /**
   * How the run ended.
   *
   * @return empty as long as it has not
   */
  public Optional<Completion> completion() {
    return completion;
  }

  @Override
  public Receipt store(Delivery delivery, StepLog steps, Call call) {
    call.throwIfCancelled();
    steps.intend(STEP);
    call.countRemoteCall();
    deliveries.put(delivery.index(), delivery);
    steps.done(STEP);
    return new Receipt("memory, device " + (delivery.index() + 1));
  }

  @Override
  public void finish(Completion completion) {
    this.completion = Optional.of(completion);
  }

  @Override
  public int maxConcurrency() {
    return maxConcurrency;
  }

  @Override
  public String identity() {
    return "memory";
  }
}
