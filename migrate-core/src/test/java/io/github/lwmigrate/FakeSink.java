package io.github.lwmigrate;

import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Completion;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.StepLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A target that writes down what it gets and can be told to behave badly. */
class FakeSink implements Sink {

  final List<Delivery> stored = Collections.synchronizedList(new ArrayList<>());
  final List<EndDevice> probed = Collections.synchronizedList(new ArrayList<>());
  final List<Completion> finished = new ArrayList<>();
  private final int maxConcurrency;
  private BiConsumer<Delivery, Call> onStore = (delivery, call) -> {};
  private BiConsumer<EndDevice, Consumer<Finding>> onProbe = (device, findings) -> {};
  private Runnable onFinish = () -> {};
  private boolean startsOver = true;

  FakeSink() {
    this(1);
  }

  FakeSink(int maxConcurrency) {
    this.maxConcurrency = maxConcurrency;
  }

  FakeSink storing(BiConsumer<Delivery, Call> action) {
    onStore = action;
    return this;
  }

  FakeSink probing(BiConsumer<EndDevice, Consumer<Finding>> action) {
    onProbe = action;
    return this;
  }

  FakeSink finishing(Runnable action) {
    onFinish = action;
    return this;
  }

  /** What was stored stays, as at a network. */
  FakeSink keeping() {
    startsOver = false;
    return this;
  }

  List<String> ids() {
    return stored.stream().map(delivery -> delivery.device().deviceId()).toList();
  }

  @Override
  public List<Finding> probe(EndDevice device, Call call) {
    List<Finding> findings = new ArrayList<>();
    onProbe.accept(device, findings::add);
    probed.add(device);
    return findings;
  }

  @Override
  public Receipt store(Delivery delivery, StepLog steps, Call call) {
    onStore.accept(delivery, call);
    stored.add(delivery);
    return new Receipt("entry " + stored.size());
  }

  @Override
  public boolean startsOver() {
    return startsOver;
  }

  @Override
  public String identity() {
    return "fake sink";
  }

  @Override
  public void finish(Completion completion) {
    finished.add(completion);
    onFinish.run();
  }

  @Override
  public int maxConcurrency() {
    return maxConcurrency;
  }
}
