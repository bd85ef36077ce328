package io.github.lwmigrate.lorawan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.proto.ttn.lorawan.v3.PHYVersion;
import org.junit.jupiter.api.Test;

class PhyVersionTest {

  @Test
  void everyNamedMessageValue_isAnEdition() {
    for (PHYVersion message : PHYVersion.values()) {
      if (message == PHYVersion.PHY_UNKNOWN || message == PHYVersion.UNRECOGNIZED) {
        assertThat(PhyVersion.of(message)).isEmpty();
      } else {
        PhyVersion version = PhyVersion.of(message).orElseThrow();
        assertThat(version.toProto()).isEqualTo(message);
        assertThat(version.name()).isEqualTo(message.name());
      }
    }
  }

  @Test
  void document_isTheLoRaAlliancesName() {
    assertThat(PhyVersion.PHY_V1_0_2_REV_B.document()).isEqualTo("RP001-1.0.2 Rev B");
  }
}
