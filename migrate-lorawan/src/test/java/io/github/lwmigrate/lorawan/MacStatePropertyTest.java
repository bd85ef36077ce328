package io.github.lwmigrate.lorawan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters.Channel;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MacStatePropertyTest {

  private static final long SEED = 20261120;

  private final FrequencyPlans plans = FrequencyPlans.bundled();

  @Test
  void everyPlanAndVersion_givesASoundStateOrANamedError() {
    int states = 0;
    for (FrequencyPlanSummary summary : plans.list()) {
      for (PhyVersion phyVersion : PhyVersion.values()) {
        for (MACVersion lorawanVersion : knownVersions()) {
          for (int flags = 0; flags < 8; flags++) {
            EndDevice device = device(summary.id(), phyVersion, lorawanVersion, flags);
            Optional<MACState> state = state(device, MACSettings.getDefaultInstance());
            boolean possible =
                Bands.versions(summary.bandId()).contains(phyVersion)
                    && (!device.getMulticast()
                        || device.getSupportsClassB()
                        || device.getSupportsClassC());
            assertThat(state.isPresent()).as("%s", device).isEqualTo(possible);
            state.ifPresent(made -> assertSound(made, device, phyVersion));
            states += state.isPresent() ? 1 : 0;
          }
        }
      }
    }
    assertThat(states).isGreaterThan(20_000);
  }

  @Test
  void anySettings_giveAStateOrANamedError() throws InvalidProtocolBufferException {
    Random random = new Random(SEED);
    List<FrequencyPlanSummary> all = plans.list();
    List<PhyVersion> phyVersions = List.of(PhyVersion.values());
    List<MACVersion> versions = knownVersions();
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    int states = 0;
    for (int i = 0; i < 5_000; i++) {
      MACSettings.Builder settings = MACSettings.newBuilder();
      fill(settings, random);
      MACSettings.Builder defaults = MACSettings.newBuilder();
      fill(defaults, random);
      EndDevice device =
          device(
                  all.get(random.nextInt(all.size())).id(),
                  phyVersions.get(random.nextInt(phyVersions.size())),
                  versions.get(random.nextInt(versions.size())),
                  random.nextInt(8))
              .toBuilder()
              .setMacSettings(settings)
              .build();
      try {
        MACState state = MacStates.create(device, plans, defaults.build());
        assertThat(MACState.parseFrom(state.toByteString())).isEqualTo(state);
        assertThat(MacStates.create(device, plans, defaults.build())).isEqualTo(state);
        states++;
      } catch (RegionalParametersException e) {
        assertThat(e).hasMessageContaining(".");
        reasons.add(e.reason());
      }
    }
    assertThat(states).isGreaterThan(500);
    assertThat(reasons)
        .containsExactlyInAnyOrder(
            Reason.NO_BAND_VERSION,
            Reason.CLASS_A_MULTICAST,
            Reason.UNKNOWN_MAX_EIRP,
            Reason.INCOMPLETE_RELAY_SETTINGS,
            Reason.UNUSABLE_DEFAULT_RX2_FREQUENCY);
  }

  /** What holds for a device without settings of its own. */
  private void assertSound(MACState state, EndDevice device, PhyVersion phyVersion) {
    FrequencyPlan plan = plans.get(device.getFrequencyPlanId());
    Band band = Bands.get(plan.bandId(), phyVersion);
    MACParameters current = state.getCurrentParameters();
    MACParameters desired = state.getDesiredParameters();

    assertThat(BandRules.check(device.toBuilder().setMacState(state).build(), plan, band))
        .filteredOn(violation -> !violation.field().startsWith("mac_settings."))
        .isEmpty();
    assertThat(desired.getMaxEirp()).isPositive().isLessThanOrEqualTo(current.getMaxEirp());
    assertThat(band.dataRates())
        .containsKey(desired.getPingSlotDataRateIndexValue().getValueValue());
    assertThat(current.getChannelsCount()).isEqualTo(band.uplinkChannels().size());
    assertThat(desired.getChannelsCount()).isLessThanOrEqualTo(band.maxUplinkChannels());
    assertThat(desired.hasUplinkDwellTime())
        .isEqualTo(band.supportsTxParamSetup() && !device.getMulticast());
    if (device.getMulticast()) {
      assertThat(desired).isEqualTo(current);
      assertThat(MacStates.factoryPresetFrequencies(desired)).isEmpty();
      return;
    }
    assertThat(current.getChannelsList()).allMatch(Channel::getEnableUplink);
    Stream<Long> planned =
        band.cfListType() == CfListType.FREQUENCIES
            ? plan.uplinkChannels().stream().map(PlanChannel::frequency)
            : Stream.concat(
                plan.uplinkChannels().stream().map(PlanChannel::frequency),
                plan.loraStandardChannel().stream().map(SingleRateChannel::frequency));
    assertThat(MacStates.factoryPresetFrequencies(desired))
        .containsExactlyInAnyOrderElementsOf(planned.distinct().toList());
    assertThat(desired.getChannelsList())
        .allMatch(channel -> channel.getDownlinkFrequency() != 0)
        .allMatch(channel -> band.dataRates().containsKey(channel.getMinDataRateIndexValue()));
  }

  private Optional<MACState> state(EndDevice device, MACSettings defaults) {
    try {
      return Optional.of(MacStates.create(device, plans, defaults));
    } catch (RegionalParametersException e) {
      assertThat(e.reason()).isIn(Reason.NO_BAND_VERSION, Reason.CLASS_A_MULTICAST);
      return Optional.empty();
    }
  }

  private static List<MACVersion> knownVersions() {
    return List.of(MACVersion.values()).stream()
        .filter(version -> version != MACVersion.MAC_UNKNOWN && version != MACVersion.UNRECOGNIZED)
        .toList();
  }

  private static EndDevice device(
      String planId, PhyVersion phyVersion, MACVersion lorawanVersion, int flags) {
    return EndDevice.newBuilder()
        .setFrequencyPlanId(planId)
        .setLorawanPhyVersion(phyVersion.toProto())
        .setLorawanVersion(lorawanVersion)
        .setMulticast((flags & 1) != 0)
        .setSupportsClassB((flags & 2) != 0)
        .setSupportsClassC((flags & 4) != 0)
        .build();
  }

  private static void fill(Message.Builder message, Random random) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (random.nextInt(4) != 0) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = random.nextInt(3); i >= 0; i--) {
          message.addRepeatedField(field, value(message, field, random));
        }
      } else {
        message.setField(field, value(message, field, random));
      }
    }
  }

  private static Object value(Message.Builder parent, FieldDescriptor field, Random random) {
    return switch (field.getJavaType()) {
      case BOOLEAN -> random.nextBoolean();
      case INT -> random.nextInt();
      case LONG -> random.nextBoolean() ? 0L : random.nextLong();
      case FLOAT -> random.nextFloat();
      case DOUBLE -> random.nextDouble();
      case STRING -> "text" + random.nextInt(10);
      case BYTE_STRING -> ByteString.copyFromUtf8("bytes" + random.nextInt(10));
      case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(18));
      case MESSAGE -> {
        Message.Builder message = parent.newBuilderForField(field);
        fill(message, random);
        yield message.build();
      }
    };
  }
}
