package io.github.lwmigrate.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.stack.FieldMasks.Access;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FieldMasksTest {
  private static final List<StackServer> COUNTED =
      List.of(
          StackServer.IDENTITY_SERVER,
          StackServer.NETWORK_SERVER,
          StackServer.APPLICATION_SERVER,
          StackServer.JOIN_SERVER);

  @Test
  void allowed_eachVersionWithAChange_countsAsDocumented() {
    for (String[] row : Resources.table("mask-counts.tsv")) {
      StackVersion version = StackVersion.of(row[0]);
      for (int i = 0; i < COUNTED.size(); i++) {
        int[] counts = {
          FieldMasks.allowed(COUNTED.get(i), Access.READ, version).size(),
          FieldMasks.allowed(COUNTED.get(i), Access.WRITE, version).size()
        };
        assertThat(counts)
            .as("%s %s", version, COUNTED.get(i))
            .containsExactly(Integer.parseInt(row[2 * i + 1]), Integer.parseInt(row[2 * i + 2]));
      }
    }
  }

  @Test
  void leaves_reference_countsAsDocumented() {
    List<Integer> counts =
        Arrays.stream(StackServer.values())
            .flatMap(s -> Arrays.stream(Access.values()).map(a -> leaves(s, a)))
            .collect(Collectors.toList());
    assertThat(counts).containsExactly(27, 21, 25, 24, 27, 22, 400, 399);
  }

  private static int leaves(StackServer server, Access access) {
    return FieldMasks.leaves(server, access, StackVersion.REFERENCE).size();
  }

  @Test
  void allowed_versionBetweenChanges_equalsTheOneBefore() {
    assertThat(allowed("3.23.9")).isEqualTo(allowed("3.21.2"));
    assertThat(allowed("3.11.0")).isEqualTo(allowed("3.12.0"));
    assertThat(allowed("3.40.0")).isEqualTo(allowed("3.34.1"));
    assertThat(allowed("3.21.2")).contains("version_ids.vendor_id");
    assertThat(allowed("3.24.0")).doesNotContain("version_ids.vendor_id").contains("serial_number");
  }

  private static Iterable<String> allowed(String version) {
    return FieldMasks.allowed(
        StackServer.APPLICATION_SERVER, Access.WRITE, StackVersion.of(version));
  }

  @Test
  void allowed_reference_everyPathResolves() {
    for (StackServer server : StackServer.values()) {
      for (Access access : Access.values()) {
        for (String path : FieldMasks.allowed(server, access, StackVersion.REFERENCE)) {
          assertThat(FieldPath.ofDevice(path).path()).isEqualTo(path);
        }
      }
    }
  }

  @Test
  void leaves_reference_agreeWithTheMessages() {
    for (String path :
        FieldMasks.allowed(StackServer.NETWORK_SERVER, Access.READ, StackVersion.REFERENCE)) {
      boolean hasPathsBelow =
          FieldMasks.allowed(StackServer.NETWORK_SERVER, Access.READ, StackVersion.REFERENCE)
              .stream()
              .anyMatch(other -> other.startsWith(path + "."));
      assertThat(
              FieldMasks.leaves(StackServer.NETWORK_SERVER, Access.READ, StackVersion.REFERENCE)
                  .contains(path))
          .as(path)
          .isEqualTo(!hasPathsBelow);
    }
  }

  @Test
  void disallowedBelow_reference_countsAsDocumented() {
    assertThat(below("mac_settings")).isEmpty();
    assertThat(below("mac_state")).hasSize(54);
    assertThat(below("mac_state.current_parameters"))
        .containsExactlyInAnyOrder(
            "mac_state.current_parameters.adr_ack_delay",
            "mac_state.current_parameters.adr_ack_limit",
            "mac_state.current_parameters.ping_slot_data_rate_index");
    assertThat(below("pending_mac_state")).hasSize(32);
    assertThat(below("pending_session")).hasSize(16);
    assertThat(below("session")).hasSize(12);
    assertThat(below("session.keys")).hasSize(10);
    assertThat(below("ids")).containsExactly("ids.dev_addr");
    assertThat(below("mac_settings.adr.mode")).isEmpty();
  }

  private static Iterable<String> below(String parent) {
    return FieldMasks.disallowedBelow(
        StackServer.NETWORK_SERVER, Access.WRITE, StackVersion.REFERENCE, parent);
  }

  @Test
  void disallowedBelow_joinServerKeys_areTheWrappedForms() {
    assertThat(
            FieldMasks.disallowedBelow(
                StackServer.JOIN_SERVER, Access.WRITE, StackVersion.REFERENCE, "root_keys"))
        .containsExactly(
            "root_keys.app_key.encrypted_key",
            "root_keys.app_key.kek_label",
            "root_keys.nwk_key.encrypted_key",
            "root_keys.nwk_key.kek_label");
  }

  @Test
  void disallowedBelow_fieldThatVersionDoesNotKnow_isNotNamed() {
    String parent = "mac_settings";
    assertThat(
            FieldMasks.disallowedBelow(
                StackServer.NETWORK_SERVER, Access.WRITE, StackVersion.of("3.18.0"), parent))
        .isEmpty();
    assertThat(EndDevice.getDescriptor().findFieldByName(parent)).isNotNull();
  }
}
