package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.stack.StackServer;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/** Computes the devices of a {@link Fleet}. */
public final class FleetGenerator implements DeviceSupply<EndDevice> {
  private static final String PREFIX = "device-";
  private static final int DIGITS = 8;
  private static final String LONG_SUFFIX = "-with-an-id-of-36-chr";
  private static final long DEV_EUI_BASE = 0x70B3D57E00000000L;
  private static final int INDEX_BITS = 24;
  private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

  private final Fleet fleet;
  private final int number;
  private final String applicationId;
  private final String serverAddress;
  private final StackServer server;

  /**
   * @param number tells the fleets of a stack apart: from 0 to 255
   * @param server whose registry is filled
   */
  public FleetGenerator(
      Fleet fleet, int number, String applicationId, String serverAddress, StackServer server) {
    this.fleet = fleet;
    this.number = number;
    this.applicationId = applicationId;
    this.serverAddress = serverAddress;
    this.server = server;
  }

  @Override
  public int size() {
    return fleet.size();
  }

  @Override
  public String deviceId(int index) {
    String digits = Integer.toString(index);
    String id = PREFIX + "0".repeat(DIGITS - digits.length()) + digits;
    return Awkwardness.of(fleet, index) == Awkwardness.LONG_ID ? id + LONG_SUFFIX : id;
  }

  @Override
  public OptionalInt indexOf(String deviceId) {
    int end = PREFIX.length() + DIGITS;
    if (!deviceId.startsWith(PREFIX) || deviceId.length() < end) {
      return OptionalInt.empty();
    }
    int index = 0;
    for (int i = PREFIX.length(); i < end; i++) {
      int digit = deviceId.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return OptionalInt.empty();
      }
      index = index * 10 + digit;
    }
    return index < size() && deviceId(index).equals(deviceId)
        ? OptionalInt.of(index)
        : OptionalInt.empty();
  }

  @Override
  public OptionalInt indexOf(ByteString joinEui, ByteString devEui) {
    if (devEui.size() != Long.BYTES) {
      return OptionalInt.empty();
    }
    int index = (int) (devEui.asReadOnlyByteBuffer().getLong() & INDEX_MASK);
    if (index >= size() || !devEui.equals(devEui(index))) {
      return OptionalInt.empty();
    }
    ByteString own = device(index).ids().getJoinEui();
    return own.equals(joinEui) && !own.isEmpty() ? OptionalInt.of(index) : OptionalInt.empty();
  }

  @Override
  public Optional<EndDevice> registered(int index) {
    return device(index).registered(server);
  }

  private GeneratedDevice device(int index) {
    return new GeneratedDevice(
        fleet, index, applicationId, deviceId(index), devEui(index), serverAddress);
  }

  private ByteString devEui(int index) {
    return eui(DEV_EUI_BASE | ((long) number << INDEX_BITS) | index);
  }

  static ByteString eui(long value) {
    return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }
}
