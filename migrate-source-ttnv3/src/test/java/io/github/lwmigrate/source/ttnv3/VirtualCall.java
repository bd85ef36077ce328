package io.github.lwmigrate.source.ttnv3;

import io.github.lwmigrate.CancelledException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.spi.Call;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** A call whose pauses pass at once and are written down. */
final class VirtualCall implements Call {

  final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  final Random random = new Random(1);
  final List<Long> totals = new ArrayList<>();
  final AtomicInteger remoteCalls = new AtomicInteger();
  boolean cancelled;
  boolean movesSessions = true;
  Runnable onPause = () -> {};
  Duration timeout = Duration.ofSeconds(20);

  @Override
  public Duration timeout() {
    return timeout;
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void throwIfCancelled() {
    if (cancelled) {
      throw new CancelledException(Stage.READ);
    }
  }

  @Override
  public void pause(Duration time) {
    pauses.add(time);
    onPause.run();
    throwIfCancelled();
  }

  @Override
  public boolean movesSessions() {
    return movesSessions;
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void countRemoteCall() {
    remoteCalls.incrementAndGet();
  }

  @Override
  public void expectDevices(long total) {
    totals.add(total);
  }
}
