package io.github.lwmigrate.lorawan;

import static io.github.lwmigrate.lorawan.PhyVersion.PHY_V1_0_1;
import static io.github.lwmigrate.lorawan.PhyVersion.PHY_V1_0_2_REV_A;
import static io.github.lwmigrate.lorawan.PhyVersion.PHY_V1_0_2_REV_B;
import static io.github.lwmigrate.lorawan.PhyVersion.PHY_V1_0_3_REV_A;
import static io.github.lwmigrate.lorawan.PhyVersion.PHY_V1_1_REV_A;
import static io.github.lwmigrate.lorawan.PhyVersion.PHY_V1_1_REV_B;
import static io.github.lwmigrate.lorawan.PhyVersion.RP002_V1_0_1;
import static io.github.lwmigrate.lorawan.PhyVersion.RP002_V1_0_2;
import static io.github.lwmigrate.lorawan.PhyVersion.RP002_V1_0_3;
import static io.github.lwmigrate.lorawan.PhyVersion.RP002_V1_0_4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BandsTest {

  @Test
  void everyBandInEveryVersion_hasTheRecordedValues() {
    List<String> actual = new ArrayList<>();
    for (String id : Bands.ids()) {
      for (PhyVersion version : Bands.versions(id)) {
        Band band = Bands.get(id, version);
        String value = BandJson.of(band) + " " + band.rx1ChannelIndex(95);
        actual.add(id + "\t" + version + "\t" + Fingerprints.of(value));
      }
    }
    assertThat(actual)
        .hasSize(155)
        .containsExactlyElementsOf(Fingerprints.lines("band-fingerprints.tsv"));
  }

  @Test
  void europe_asTheRegionalParametersSay() {
    Band band = Bands.get("EU_863_870", PHY_V1_0_3_REV_A);

    assertThat(band.id()).isEqualTo("EU_863_870");
    assertThat(band.version()).isEqualTo(PHY_V1_0_3_REV_A);
    assertThat(band.maxEirp()).isEqualTo(16);
    assertThat(band.txPowerOffsets()).containsExactly(0d, -2d, -4d, -6d, -8d, -10d, -12d, -14d);
    assertThat(band.maxTxPowerIndex()).isEqualTo(7);
    assertThat(band.receiveDelay1()).isEqualTo(Duration.ofSeconds(1));
    assertThat(band.joinAcceptDelay2()).isEqualTo(Duration.ofSeconds(6));
    assertThat(band.uplinkChannels())
        .containsExactly(
            new BandChannel(868_100_000, 0, 5),
            new BandChannel(868_300_000, 0, 5),
            new BandChannel(868_500_000, 0, 5));
    assertThat(band.rx2()).isEqualTo(new ReceiveWindow(869_525_000, 0));
    assertThat(band.dataRate(0)).contains(new DataRate(0, lora(12, 125_000), 59, 59));
    assertThat(band.dataRate(7)).contains(new DataRate(7, new Modulation.Fsk(50_000), 250, 250));
    assertThat(band.dataRate(8)).isEmpty();
    assertThat(band.cfListType()).isEqualTo(CfListType.FREQUENCIES);
    assertThat(band.fixedBeaconFrequency()).hasValue(869_525_000);
    assertThat(band.fixedPingSlotFrequency()).hasValue(869_525_000);
    assertThat(band.supportsTxParamSetup()).isFalse();
    assertThat(band).hasToString("EU_863_870 (PHY_V1_0_3_REV_A)");
  }

  @Test
  void unitedStates_haveRowsOfChannels() {
    Band band = Bands.get("US_902_928", PHY_V1_0_2_REV_B);

    assertThat(band.uplinkChannels()).hasSize(72);
    assertThat(band.uplinkChannels().get(63)).isEqualTo(new BandChannel(914_900_000, 0, 3));
    assertThat(band.uplinkChannels().get(64)).isEqualTo(new BandChannel(903_000_000, 4, 4));
    assertThat(band.downlinkChannels()).hasSize(8).contains(new BandChannel(927_500_000, 8, 13));
    assertThat(band.rx1ChannelIndex(65)).isEqualTo(1);
    assertThat(band.cfListType()).isEqualTo(CfListType.CHANNEL_MASKS);
    assertThat(band.implementsCfList()).isFalse();
    assertThat(band.fixedBeaconFrequency()).isEmpty();
    assertThat(band.beacon().frequencies()).hasSize(8);
    assertThat(band.dataRate(5)).isEmpty();
    assertThat(band.dataRate(8)).contains(new DataRate(8, lora(12, 500_000), 61, 61));
  }

  @Test
  void laterVersion_statesOnlyWhatChanged() {
    assertThat(Bands.get("AS_923", PHY_V1_0_2_REV_A).maxEirp()).isEqualTo(14);
    assertThat(Bands.get("AS_923", PHY_V1_0_2_REV_B).maxEirp()).isEqualTo(16);
    assertThat(Bands.get("AS_923", RP002_V1_0_4).maxEirp()).isEqualTo(16);
    assertThat(Bands.get("AU_915_928", PHY_V1_0_1).uplinkChannels().get(64).maxDataRate())
        .isEqualTo(4);
    assertThat(Bands.get("AU_915_928", RP002_V1_0_2).uplinkChannels().get(64).maxDataRate())
        .isEqualTo(7);
    assertThat(Bands.get("AU_915_928", PHY_V1_1_REV_A).supportsTxParamSetup()).isFalse();
    assertThat(Bands.get("AU_915_928", PHY_V1_1_REV_B).supportsTxParamSetup()).isTrue();
    assertThat(Bands.get("EU_863_870", RP002_V1_0_3).relay().servedBackoff()).isZero();
    assertThat(Bands.get("EU_863_870", RP002_V1_0_4).relay())
        .isEqualTo(
            new RelayDefaults(
                Duration.ofMillis(50),
                Duration.ofSeconds(18),
                8,
                List.of(
                    new WorChannel(865_100_000, 865_300_000, 3),
                    new WorChannel(865_500_000, 865_900_000, 3))));
  }

  @Test
  void laterVersion_canDropADataRate() {
    assertThat(Bands.get("CN_470_510_20_A", PhyVersion.RP002_V1_0_0).dataRate(0)).isPresent();
    assertThat(Bands.get("CN_470_510_20_A", RP002_V1_0_1).dataRate(0)).isEmpty();
  }

  @Test
  void rx1DataRate_dependsOnOffsetAndDwellTime() {
    Band asia = Bands.get("AS_923", PHY_V1_0_2_REV_B);

    assertThat(asia.rx1DataRateIndex(3, 2, false)).hasValue(1);
    assertThat(asia.rx1DataRateIndex(3, 2, true)).hasValue(2);
    assertThat(asia.rx1DataRateIndex(3, 7, false)).hasValue(5);
    Band europe = Bands.get("EU_863_870", PHY_V1_0_2_REV_B);
    assertThat(europe.rx1DataRateIndex(5, 5, false)).hasValue(0);
    assertThat(europe.rx1DataRateIndex(5, 6, false)).isEmpty();
    assertThat(europe.rx1DataRateIndex(5, 8, false)).isEmpty();
    assertThat(europe.rx1DataRateIndex(5, -1, false)).isEmpty();
    assertThat(europe.rx1DataRateIndex(8, 0, false)).isEmpty();
  }

  @Test
  void subBand_includesItsLimits() {
    Band band = Bands.get("EU_863_870", PHY_V1_0_2_REV_B);

    assertThat(band.subBand(869_400_000))
        .contains(new SubBand(869_400_000, 869_650_000, .1, 29.15));
    assertThat(band.subBand(869_650_000)).isPresent();
    assertThat(band.subBand(869_650_001)).isEmpty();
  }

  @Test
  void ghz_exceedsAnInt() {
    assertThat(Bands.get("ISM_2400", PHY_V1_0_1).rx2().frequency()).isEqualTo(2_423_000_000L);
  }

  @Test
  void versions_areFromOldToNew() {
    assertThat(Bands.versions("RU_864_870"))
        .containsExactly(
            PHY_V1_1_REV_A,
            PHY_V1_1_REV_B,
            PHY_V1_0_3_REV_A,
            PhyVersion.RP002_V1_0_0,
            RP002_V1_0_1,
            RP002_V1_0_2,
            RP002_V1_0_3,
            RP002_V1_0_4);
    assertThat(Bands.versions("MARS")).isEmpty();
  }

  @Test
  void get_unknownBand_namesTheKnownOnes() {
    RegionalParametersException failure =
        catchThrowableOfType(
            RegionalParametersException.class, () -> Bands.get("eu_863_870", PHY_V1_0_1));

    assertThat(failure.reason()).isEqualTo(Reason.BAND_NOT_FOUND);
    assertThat(failure.reason().serverError()).contains("pkg/band:band_not_found");
    assertThat(failure.attributes()).containsEntry("id", "eu_863_870");
    assertThat(failure).hasMessageContaining("EU_863_870");
  }

  @Test
  void get_bandWithoutThisVersion_namesItsVersions() {
    RegionalParametersException failure =
        catchThrowableOfType(
            RegionalParametersException.class, () -> Bands.get("RU_864_870", PHY_V1_0_2_REV_B));

    assertThat(failure.reason()).isEqualTo(Reason.NO_BAND_VERSION);
    assertThat(failure.reason().statusCode()).isEqualTo(3);
    assertThat(failure.attributes())
        .containsEntry("id", "RU_864_870")
        .containsEntry("ver", "PHY_V1_0_2_REV_B");
    assertThat(failure).hasMessageContaining("PHY_V1_0_3_REV_A");
    assertThat(Bands.find("RU_864_870", PHY_V1_0_2_REV_B)).isEmpty();
  }

  @Test
  void band_isMadeOnce_andCannotBeChanged() {
    Band band = Bands.get("KR_920_923", PHY_V1_0_2_REV_B);

    assertThat(Bands.get("KR_920_923", PHY_V1_0_2_REV_B)).isSameAs(band);
    assertThat(Bands.get("KR_920_923", PHY_V1_0_2_REV_A)).isNotEqualTo(band);
    assertThatThrownBy(() -> band.dataRates().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> band.uplinkChannels().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> Bands.ids().clear()).isInstanceOf(UnsupportedOperationException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> band.rx1ChannelIndex(-1));
  }

  private static Modulation lora(int spreadingFactor, int bandwidth) {
    return new Modulation.LoRa(spreadingFactor, bandwidth, "4/5");
  }
}
