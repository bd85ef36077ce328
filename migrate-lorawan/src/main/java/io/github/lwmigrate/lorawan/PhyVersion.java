package io.github.lwmigrate.lorawan;

import io.github.lwmigrate.proto.ttn.lorawan.v3.PHYVersion;
import java.util.Optional;

/**
 * An edition of the LoRa Alliance's regional parameters ({@code lorawan_phy_version}), in order of
 * age. The names are those of The Things Stack's JSON.
 */
public enum PhyVersion {
  /** The regional chapter of the LoRaWAN 1.0 specification (TS001 1.0). */
  PHY_V1_0(PHYVersion.PHY_V1_0, "TS001-1.0"),
  /** The regional chapter of the LoRaWAN 1.0.1 specification (TS001 1.0.1). */
  PHY_V1_0_1(PHYVersion.PHY_V1_0_1, "TS001-1.0.1"),
  /** Regional parameters 1.0.2, revision A. */
  PHY_V1_0_2_REV_A(PHYVersion.PHY_V1_0_2_REV_A, "RP001-1.0.2 Rev A"),
  /** Regional parameters 1.0.2, revision B. */
  PHY_V1_0_2_REV_B(PHYVersion.PHY_V1_0_2_REV_B, "RP001-1.0.2 Rev B"),
  /** Regional parameters 1.1, revision A. */
  PHY_V1_1_REV_A(PHYVersion.PHY_V1_1_REV_A, "RP001-1.1 Rev A"),
  /** Regional parameters 1.1, revision B. */
  PHY_V1_1_REV_B(PHYVersion.PHY_V1_1_REV_B, "RP001-1.1 Rev B"),
  /** Regional parameters 1.0.3, revision A. */
  PHY_V1_0_3_REV_A(PHYVersion.PHY_V1_0_3_REV_A, "RP001-1.0.3 Rev A"),
  /** Regional parameters RP002, 1.0.0. */
  RP002_V1_0_0(PHYVersion.RP002_V1_0_0, "RP002-1.0.0"),
  /** Regional parameters RP002, 1.0.1. */
  RP002_V1_0_1(PHYVersion.RP002_V1_0_1, "RP002-1.0.1"),
  /** Regional parameters RP002, 1.0.2. */
  RP002_V1_0_2(PHYVersion.RP002_V1_0_2, "RP002-1.0.2"),
  /** Regional parameters RP002, 1.0.3. */
  RP002_V1_0_3(PHYVersion.RP002_V1_0_3, "RP002-1.0.3"),
  /** Regional parameters RP002, 1.0.4. */
  RP002_V1_0_4(PHYVersion.RP002_V1_0_4, "RP002-1.0.4");

  private final PHYVersion message;
  private final String document;

  PhyVersion(PHYVersion message, String document) {
    this.message = message;
    this.document = document;
  }

  /**
   * The edition a message names.
   *
   * @param message the value of {@code lorawan_phy_version}
   * @return the edition; empty for {@code PHY_UNKNOWN} and numbers without a name
   */
  public static Optional<PhyVersion> of(PHYVersion message) {
    for (PhyVersion version : values()) {
      if (version.message == message) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  /**
   * The value for messages.
   *
   * @return the value of {@code lorawan_phy_version}
   */
  public PHYVersion toProto() {
    return message;
  }

  /**
   * The document, as the LoRa Alliance names it.
   *
   * @return for example {@code RP001-1.0.2 Rev B}
   */
  public String document() {
    return document;
  }
}
