package io.github.lwmigrate.testkit;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PHYVersion;
import io.github.lwmigrate.spi.Sink;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A target, empty at first, that a {@link SinkContract} may fill as it likes. Each test gets a
 * fixture of its own and closes it. The more of the optional methods a fixture has, the more rules
 * are tested; the others are reported as skipped.
 */
public interface SinkFixture extends AutoCloseable {

  /**
   * Opens a sink into this target, as a run does, or a resumed run.
   *
   * @return a new sink
   * @throws Exception if it cannot be opened
   */
  Sink open() throws Exception;

  /**
   * What the target holds now, finished or not. Called while no sink is open.
   *
   * @return devices in any order
   * @throws Exception if the target cannot be looked at
   */
  List<EndDevice> stored() throws Exception;

  /**
   * A device that the target takes.
   *
   * @param number from 0; different numbers give devices with different ids and EUIs
   * @return a device with root keys
   */
  default EndDevice device(int number) {
    var message = io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder();
    message
        .getIdsBuilder()
        .setDeviceId("dev-" + number)
        .setJoinEui(bytes(8, 0x70))
        .setDevEui(bytes(7, 0x71).concat(ByteString.copyFrom(new byte[] {(byte) number})))
        .getApplicationIdsBuilder()
        .setApplicationId("app-1");
    message.getRootKeysBuilder().getAppKeyBuilder().setKey(bytes(16, 0xA0 + number));
    return EndDevice.of(
        message
            .setSupportsJoin(true)
            .setLorawanVersion(MACVersion.MAC_V1_0_3)
            .setLorawanPhyVersion(PHYVersion.PHY_V1_0_3_REV_A)
            .setFrequencyPlanId("EU_863_870_TTN")
            .build());
  }

  /**
   * How the target shows a device that was stored.
   *
   * @param device a device of {@link #device}
   * @return the device among {@link #stored()}; the same one by default
   */
  default EndDevice expected(EndDevice device) {
    return device;
  }

  /**
   * Whether a second sink goes on where the first one ended without finishing, as in a resumed run.
   *
   * @return false for a target that every run fills from the start, as a stream
   */
  default boolean resumes() {
    return true;
  }

  /**
   * Whether somebody who looks at the target takes it for complete.
   *
   * @return empty where nothing tells
   * @throws Exception if the target cannot be looked at
   */
  default Optional<Boolean> looksComplete() throws Exception {
    return Optional.empty();
  }

  /**
   * Opens a sink that must fail to store: its target does not answer, is full, or refuses the
   * credential.
   *
   * @return a new sink; empty if this kind of sink cannot fail
   * @throws Exception if it cannot be opened
   */
  default Optional<Sink> openFailing() throws Exception {
    return Optional.empty();
  }

  /**
   * What may never be printed: API keys, passwords. The keys of the devices are added to it.
   *
   * @return texts
   */
  default List<String> secrets() {
    return List.of();
  }

  /**
   * How many calls the target has seen, told by the target itself.
   *
   * @return empty if it does not count
   */
  default OptionalLong targetCalls() {
    return OptionalLong.empty();
  }

  /** Ends the target. */
  @Override
  default void close() {}

  private static ByteString bytes(int length, int first) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (first + 3 * i);
    }
    return ByteString.copyFrom(bytes);
  }
}
