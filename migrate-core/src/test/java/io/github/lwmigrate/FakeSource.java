package io.github.lwmigrate;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Source;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** An origin of numbered devices that can be told to behave badly. */
public class FakeSource implements Source {

  private final int devices;
  private final int maxConcurrency;
  private IntConsumer beforeListing = number -> {};
  private BiFunction<Integer, Call, Reading> reader = (number, call) -> Reading.of(device(number));

  /**
   * An origin.
   *
   * @param devices how many
   * @param maxConcurrency how many are read at once
   */
  public FakeSource(int devices, int maxConcurrency) {
    this.devices = devices;
    this.maxConcurrency = maxConcurrency;
  }

  FakeSource beforeListing(IntConsumer action) {
    beforeListing = action;
    return this;
  }

  FakeSource reading(BiFunction<Integer, Call, Reading> reader) {
    this.reader = reader;
    return this;
  }

  static EndDevice device(int number) {
    return EndDevice.of(io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.getDefaultInstance())
        .withApplicationId("app-1")
        .withDeviceId("dev-" + number)
        .with(message -> message.setSupportsJoin(true));
  }

  @Override
  public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
    for (int i = 0; i < devices; i++) {
      beforeListing.accept(i);
      receiver.accept(Listed.of(new DeviceRef("app-1", "dev-" + i)));
    }
    beforeListing.accept(devices);
  }

  @Override
  public Reading read(Listed listed, Call call) {
    return reader.apply(Integer.valueOf(listed.ref().deviceId().substring(4)), call);
  }

  @Override
  public int maxConcurrency() {
    return maxConcurrency;
  }
}
