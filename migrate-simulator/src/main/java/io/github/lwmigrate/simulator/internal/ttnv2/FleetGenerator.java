package io.github.lwmigrate.simulator.internal.ttnv2;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.v2.lorawan.Device;
import io.github.lwmigrate.simulator.TtnV2Fleet;
import io.github.lwmigrate.simulator.internal.DeviceSupply;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Computes the devices of a {@link TtnV2Fleet}. */
final class FleetGenerator {
  private static final String PREFIX = "device-";
  private static final int DIGITS = 8;
  private static final String LONG_SUFFIX = "-with-an-id-of-more-than-36";
  private static final long DEV_EUI_BASE = 0x0004A30B00000000L;
  private static final int INDEX_BITS = 24;
  private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

  private final TtnV2Fleet fleet;
  private final int number;
  private final String applicationId;

  /**
   * @param number tells the fleets of a network apart: from 0 to 255
   */
  FleetGenerator(TtnV2Fleet fleet, int number, String applicationId) {
    this.fleet = fleet;
    this.number = number;
    this.applicationId = applicationId;
  }

  DeviceSupply<StoredDevice> handlerRecords() {
    return new Supply<>() {
      @Override
      public Optional<StoredDevice> registered(int index) {
        return Optional.of(device(index).handlerRecord());
      }
    };
  }

  DeviceSupply<Device> networkServerRecords() {
    return new Supply<>() {
      @Override
      public Optional<Device> registered(int index) {
        return device(index).networkServerRecord();
      }
    };
  }

  List<String> listedTwice() {
    List<String> ids = new ArrayList<>();
    for (int i = Awkwardness.FIRST; i < fleet.size(); i += Awkwardness.EVERY) {
      if (Awkwardness.of(fleet, i) == Awkwardness.LISTED_TWICE) {
        ids.add(deviceId(i));
      }
    }
    return ids;
  }

  private GeneratedDevice device(int index) {
    return new GeneratedDevice(fleet, index, applicationId, deviceId(index), devEui(index));
  }

  private String deviceId(int index) {
    if (Awkwardness.of(fleet, index - 1) == Awkwardness.COLLIDING_ID) {
      return plainId(index - 1) + "_b";
    }
    return switch (Awkwardness.of(fleet, index)) {
      case COLLIDING_ID -> plainId(index) + "-b";
      case LONG_ID -> plainId(index) + LONG_SUFFIX;
      default -> plainId(index);
    };
  }

  private static String plainId(int index) {
    String digits = Integer.toString(index);
    return PREFIX + "0".repeat(DIGITS - digits.length()) + digits;
  }

  private ByteString devEui(int index) {
    long eui = DEV_EUI_BASE | ((long) number << INDEX_BITS) | index;
    return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(eui).array());
  }

  /** What the records of both servers are found by. */
  private abstract class Supply<D> implements DeviceSupply<D> {
    @Override
    public int size() {
      return fleet.size();
    }

    @Override
    public String deviceId(int index) {
      return FleetGenerator.this.deviceId(index);
    }

    @Override
    public OptionalInt indexOf(String deviceId) {
      int low = 0;
      int high = fleet.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (deviceId(middle).compareTo(deviceId) < 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low < fleet.size() && deviceId(low).equals(deviceId)
          ? OptionalInt.of(low)
          : OptionalInt.empty();
    }

    @Override
    public OptionalInt indexOf(ByteString joinEui, ByteString devEui) {
      if (devEui.size() != Long.BYTES) {
        return OptionalInt.empty();
      }
      int index = (int) (devEui.asReadOnlyByteBuffer().getLong() & INDEX_MASK);
      return index < fleet.size()
              && devEui.equals(devEui(index))
              && device(index).euis().equals(new Euis(joinEui, devEui))
          ? OptionalInt.of(index)
          : OptionalInt.empty();
    }
  }
}
