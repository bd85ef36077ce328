package io.github.lwmigrate.device;

import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import java.util.Optional;

/** A version of the LoRaWAN link layer specification ({@code lorawan_version}), in order of age. */
public enum LorawanVersion {
  /** LoRaWAN 1.0. */
  V1_0(MACVersion.MAC_V1_0),
  /** LoRaWAN 1.0.1. */
  V1_0_1(MACVersion.MAC_V1_0_1),
  /** LoRaWAN 1.0.2. */
  V1_0_2(MACVersion.MAC_V1_0_2),
  /** LoRaWAN 1.0.3. */
  V1_0_3(MACVersion.MAC_V1_0_3),
  /** LoRaWAN 1.0.4. */
  V1_0_4(MACVersion.MAC_V1_0_4),
  /** LoRaWAN 1.1. */
  V1_1(MACVersion.MAC_V1_1);

  private final MACVersion message;

  LorawanVersion(MACVersion message) {
    this.message = message;
  }

  static Optional<LorawanVersion> of(MACVersion message) {
    for (LorawanVersion version : values()) {
      if (version.message == message) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  /** The version as it is usually written, for example {@code 1.0.3}. */
  @Override
  public String toString() {
    return name().substring(1).replace('_', '.');
  }
}
