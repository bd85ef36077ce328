package io.github.lwmigrate.testkit;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Two applications in memory, seen through a source that may have a defect. */
final class MemoryOrigin implements SourceFixture {

  static final String SECRET = "NNSXS.TESTKIT.SECRET";

  private final List<EndDevice> devices = devices0();
  private final MemorySource source = MemorySource.withConcurrency(4, devices);
  private final UnaryOperator<Source> defect;

  MemoryOrigin(UnaryOperator<Source> defect) {
    this.defect = defect;
  }

  private static List<EndDevice> devices0() {
    List<EndDevice> devices = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      byte[] key = new byte[16];
      for (int at = 0; at < key.length; at++) {
        key[at] = (byte) (0x90 + i + 5 * at);
      }
      var message = io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder();
      message.getRootKeysBuilder().getAppKeyBuilder().setKey(ByteString.copyFrom(key));
      devices.add(
          EndDevice.of(message.setSupportsJoin(true).build())
              .withApplicationId(i < 5 ? "app-1" : "app-2")
              .withDeviceId("dev-" + i));
    }
    return devices;
  }

  @Override
  public Source open() {
    return defect.apply(source);
  }

  @Override
  public List<DeviceRef> devices() {
    return devices.stream().map(EndDevice::ref).toList();
  }

  @Override
  public Optional<EndDevice> expected(DeviceRef device) {
    return devices.stream().filter(candidate -> candidate.ref().equals(device)).findAny();
  }

  @Override
  public boolean remove(DeviceRef device) {
    source.remove(device);
    return true;
  }

  @Override
  public Optional<Source> openFailing() {
    return Optional.of(
        defect.apply(
            new OtherSource(source) {
              @Override
              public void list(Selection selection, Consumer<? super Listed> to, Call call) {
                throw MigrationException.builder(Stage.LIST, "list the devices").build();
              }
            }));
  }

  @Override
  public List<String> secrets() {
    return List.of(SECRET);
  }

  /** Behaves as another source but for what is overridden. */
  static class OtherSource implements Source {
    final Source source;

    OtherSource(Source source) {
      this.source = source;
    }

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      source.list(selection, receiver, call);
    }

    @Override
    public Reading read(Listed listed, Call call) {
      return source.read(listed, call);
    }

    @Override
    public int maxConcurrency() {
      return source.maxConcurrency();
    }

    @Override
    public String identity() {
      return source.identity();
    }

    @Override
    public void close() {
      source.close();
    }
  }
}
