package io.github.lwmigrate.source.ttnv3.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import io.github.lwmigrate.stack.FieldMasks;
import io.github.lwmigrate.stack.FieldMasks.Access;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadMaskTest {

  @ParameterizedTest
  @EnumSource
  void newestMask_coversEveryLeafAndNamesNothingTwice(StackServer server) {
    List<String> paths = paths(server);

    for (String leaf : FieldMasks.leaves(server, Access.READ, StackVersion.NEWEST)) {
      assertThat(paths.stream().filter(path -> (leaf + ".").startsWith(path + ".")))
          .as(leaf)
          .hasSize(1);
    }
    assertThat(paths)
        .isSubsetOf(FieldMasks.allowed(server, Access.READ, StackVersion.NEWEST))
        .doesNotHaveDuplicates();
  }

  @Test
  void parents_standForTheirFieldsWhereNoMoreRightsAreNeeded() {
    assertThat(paths(StackServer.NETWORK_SERVER))
        .contains(
            "mac_settings",
            "version_ids",
            "mac_state.current_parameters.relay",
            "session.keys.f_nwk_s_int_key.key",
            "mac_settings_profile_ids")
        .doesNotContain("session", "session.keys", "pending_session", "mac_state");
    assertThat(paths(StackServer.APPLICATION_SERVER))
        .contains("formatters", "session.keys.app_s_key.key")
        .doesNotContain("session");
    assertThat(paths(StackServer.JOIN_SERVER))
        .contains("root_keys.root_key_id", "root_keys.app_key.key", "root_keys.nwk_key.key")
        .doesNotContain("root_keys");
    assertThat(paths(StackServer.IDENTITY_SERVER))
        .contains("picture", "claim_authentication_code", "version_ids");
  }

  @ParameterizedTest
  @EnumSource
  void noLeafBelowAChoiceOfFields_isAskedFor(StackServer server) {
    assertThat(paths(server)).noneMatch(path -> path.contains(".mode."));
  }

  @Test
  void refusedPaths_areNotAskedForAgain() {
    ReadMask mask = new ReadMask(StackServer.IDENTITY_SERVER);
    FieldMask asked = mask.current();

    assertThat(mask.forbid(asked, List.of("picture", "no_such_path"))).isTrue();
    assertThat(mask.current().getPathsList())
        .doesNotContain("picture")
        .hasSize(asked.getPathsCount() - 1);
    // Another thread had sent the same mask before it was changed.
    assertThat(mask.forbid(asked, List.of("picture"))).isTrue();
    assertThat(mask.forbid(mask.current(), List.of("no_such_path"))).isFalse();
  }

  private static List<String> paths(StackServer server) {
    return new ReadMask(server).current().getPathsList();
  }
}
