package io.github.lwmigrate.source.ttnv3.internal;

import static io.github.lwmigrate.stack.StackServer.APPLICATION_SERVER;
import static io.github.lwmigrate.stack.StackServer.IDENTITY_SERVER;
import static io.github.lwmigrate.stack.StackServer.JOIN_SERVER;
import static io.github.lwmigrate.stack.StackServer.NETWORK_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergeTest {

  private final Parts parts = new Parts();
  private final List<Finding> findings = new ArrayList<>();

  @Test
  void absentValue_takesNoPresentOneAway() {
    EndDevice.Builder identity = EndDevice.newBuilder().setSerialNumber("serial");
    identity.getVersionIdsBuilder().setBrandId("brand").setModelId("model");
    identity.getLoraAllianceProfileIdsBuilder().setVendorId(7);
    EndDevice.Builder network = EndDevice.newBuilder();
    network.getVersionIdsBuilder().setBandId("EU_863_870");
    network.getLoraAllianceProfileIdsBuilder();
    parts.put(IDENTITY_SERVER, identity.build());
    parts.put(NETWORK_SERVER, network.build());

    EndDevice merged = merged();

    assertThat(merged.getSerialNumber()).isEqualTo("serial");
    assertThat(merged.getVersionIds().getBrandId()).isEqualTo("brand");
    assertThat(merged.getVersionIds().getBandId()).isEqualTo("EU_863_870");
    assertThat(merged.getLoraAllianceProfileIds().getVendorId()).isEqualTo(7);
  }

  @Test
  void laterServer_wins() {
    parts.put(IDENTITY_SERVER, version("1.0"));
    parts.put(APPLICATION_SERVER, version("1.1"));
    parts.put(NETWORK_SERVER, version("1.2"));

    assertThat(merged().getVersionIds().getFirmwareVersion()).isEqualTo("1.2");
  }

  private static EndDevice version(String firmware) {
    EndDevice.Builder device = EndDevice.newBuilder();
    device.getVersionIdsBuilder().setFirmwareVersion(firmware);
    return device.build();
  }

  @Test
  void session_isPutTogether() {
    EndDevice.Builder application = EndDevice.newBuilder();
    application.getSessionBuilder().setDevAddr(bytes(1, 2, 3, 4)).setLastAFCntDown(5);
    application.getSessionBuilder().getKeysBuilder().getAppSKeyBuilder().setKey(bytes(6));
    EndDevice.Builder network = EndDevice.newBuilder();
    network.getSessionBuilder().setDevAddr(bytes(1, 2, 3, 4)).setLastNFCntDown(9);
    network.getSessionBuilder().getKeysBuilder().getFNwkSIntKeyBuilder().setKey(bytes(7));
    parts.put(APPLICATION_SERVER, application.build());
    parts.put(NETWORK_SERVER, network.build());

    var session = merged().getSession();
    assertThat(session.getLastAFCntDown()).isEqualTo(5);
    assertThat(session.getLastNFCntDown()).isEqualTo(9);
    assertThat(session.getKeys().getAppSKey().getKey()).isEqualTo(bytes(6));
    assertThat(session.getKeys().getFNwkSIntKey().getKey()).isEqualTo(bytes(7));
  }

  @Test
  void times_areTheEarliestCreationAndTheLatestUpdate() {
    parts.put(IDENTITY_SERVER, times(10, 5, 20));
    parts.put(JOIN_SERVER, times(10, 4, 30));
    parts.put(NETWORK_SERVER, times(11, 0, 25));
    parts.put(APPLICATION_SERVER, EndDevice.getDefaultInstance());

    assertThat(merged().getCreatedAt()).isEqualTo(time(10, 4));
    assertThat(merged().getUpdatedAt()).isEqualTo(time(30, 0));
  }

  private static EndDevice times(long created, int nanos, long updated) {
    return EndDevice.newBuilder()
        .setCreatedAt(time(created, nanos))
        .setUpdatedAt(time(updated, 0))
        .build();
  }

  private static Timestamp time(long seconds, int nanos) {
    return Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
  }

  @Test
  void address_comesFromTheServerThatKnowsIt() {
    parts.put(IDENTITY_SERVER, ids(ids -> ids.setDeviceId("d")));
    parts.put(JOIN_SERVER, ids(ids -> ids.setDeviceId("d").setDevAddr(bytes(1, 1, 1, 1))));
    parts.put(NETWORK_SERVER, ids(ids -> ids.setDeviceId("d").setDevAddr(bytes(2, 2, 2, 2))));

    assertThat(merged().getIds().getDevAddr()).isEqualTo(bytes(2, 2, 2, 2));
    assertThat(findings).isEmpty();
  }

  @Test
  void identifiersThatDisagree_areAnError() {
    ByteString eui = bytes(0, 0, 0, 0, 0, 0, 0, 1);
    parts.put(IDENTITY_SERVER, ids(ids -> ids.setDeviceId("d").setDevEui(eui)));
    parts.put(
        NETWORK_SERVER, ids(ids -> ids.setDeviceId("d").setDevEui(bytes(0, 0, 0, 0, 0, 0, 0, 2))));

    EndDevice merged = merged();

    assertThat(merged.getIds().getDevEui()).isEqualTo(eui);
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).severity()).isEqualTo(Severity.ERROR);
    assertThat(findings.get(0).field()).isEqualTo("ids.dev_eui");
    assertThat(findings.get(0).message()).contains("0000000000000001", "0000000000000002");
  }

  private static EndDevice ids(java.util.function.Consumer<EndDeviceIdentifiers.Builder> change) {
    EndDevice.Builder device = EndDevice.newBuilder();
    change.accept(device.getIdsBuilder());
    return device.build();
  }

  @Test
  void identifiersOfOldVersions_moveToTheirFields() {
    parts.put(
        IDENTITY_SERVER,
        oldVersionIds(
            UnknownFieldSet.newBuilder()
                .mergeVarintField(6, 42)
                .mergeVarintField(7, 43)
                .mergeLengthDelimitedField(8, ByteString.copyFromUtf8("serial"))
                .mergeVarintField(99, 1)
                .build()));

    EndDevice merged = merged();

    assertThat(merged.getLoraAllianceProfileIds().getVendorId()).isEqualTo(42);
    assertThat(merged.getLoraAllianceProfileIds().getVendorProfileId()).isEqualTo(43);
    assertThat(merged.getSerialNumber()).isEqualTo("serial");
    assertThat(merged.getVersionIds().getUnknownFields().asMap()).containsOnlyKeys(99);
  }

  @Test
  void identifiersOfOldVersions_takeNothingAway() {
    EndDevice.Builder device =
        oldVersionIds(
            UnknownFieldSet.newBuilder()
                .mergeVarintField(6, 42)
                .mergeLengthDelimitedField(8, ByteString.copyFromUtf8("old"))
                .build())
            .toBuilder();
    device.setSerialNumber("new").getLoraAllianceProfileIdsBuilder().setVendorId(1);
    parts.put(IDENTITY_SERVER, device.build());

    assertThat(merged().getSerialNumber()).isEqualTo("new");
    assertThat(merged().getLoraAllianceProfileIds().getVendorId()).isEqualTo(1);
  }

  private static EndDevice oldVersionIds(UnknownFieldSet fields) {
    EndDevice.Builder device = EndDevice.newBuilder();
    device.getVersionIdsBuilder().setBrandId("brand").setUnknownFields(fields);
    return device.build();
  }

  @Test
  void fieldsOfNewerServers_travel() {
    UnknownFieldSet profile = UnknownFieldSet.newBuilder().mergeVarintField(58, 1).build();
    parts.put(IDENTITY_SERVER, EndDevice.newBuilder().setName("n").build());
    parts.put(NETWORK_SERVER, EndDevice.newBuilder().setUnknownFields(profile).build());

    assertThat(merged().getUnknownFields()).isEqualTo(profile);
  }

  @Test
  void claimCode_ofTheIdentityServerWins() {
    parts.put(IDENTITY_SERVER, claimCode("new"));
    parts.put(JOIN_SERVER, claimCode("old"));
    assertThat(merged().getClaimAuthenticationCode().getValue()).isEqualTo("new");

    parts.put(IDENTITY_SERVER, EndDevice.getDefaultInstance());
    assertThat(merged().getClaimAuthenticationCode().getValue()).isEqualTo("old");
  }

  private static EndDevice claimCode(String value) {
    EndDevice.Builder device = EndDevice.newBuilder();
    device.getClaimAuthenticationCodeBuilder().setValue(value);
    return device.build();
  }

  private EndDevice merged() {
    return Merge.of(parts, findings::add);
  }

  private static ByteString bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return ByteString.copyFrom(bytes);
  }
}
