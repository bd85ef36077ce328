package io.github.lwmigrate.source.ttnv3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.grpc.RemoteException;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RightsTest {

  private final SimulatedThingsStack stack =
      SimulatedThingsStack.builder()
          .application(Origin.APP, Fleet.seeded(1, 3))
          .application("other-app")
          .start();
  private final VirtualCall call = new VirtualCall();

  @AfterEach
  void close() {
    stack.close();
  }

  @Test
  void missingKeyRight_isNamedBeforeTheFirstDevice() {
    MigrationException e =
        refusal(stack.apiKey(Origin.APP, Right.RIGHT_APPLICATION_DEVICES_READ).token());

    assertThat(e)
        .hasMessageContaining("RIGHT_APPLICATION_DEVICES_READ_KEYS")
        .hasMessageContaining("view device keys in application")
        .hasMessageContaining(Origin.APP)
        .hasMessageContaining("Create an API key");
    assertThat(e.getMessage()).doesNotContain("RIGHT_APPLICATION_DEVICES_READ (");
    assertThat(e.stage()).isEqualTo(Stage.LIST);
    assertThat(stack.operations())
        .extracting(operation -> operation.method())
        .containsExactly("ApplicationAccess/ListRights");
  }

  @Test
  void keyOfAnotherApplication_hasNoRights() {
    assertThat(refusal(stack.apiKey("other-app").token()).getMessage())
        .containsAnyOf("no rights", "no_application_rights");
  }

  @Test
  void unknownKey_isSaidToBeWrong_withoutItsSecret() {
    MigrationException e = refusal("NNSXS.AAAA.VERYSECRET");

    assertThat(e).isInstanceOf(RemoteException.class);
    assertThat(((RemoteException) e).code()).isEqualTo("UNAUTHENTICATED");
    assertThat(e).hasMessageContaining("Check the API key");
    assertThat(e.toString()).doesNotContain("VERYSECRET");
  }

  @Test
  void textThatIsNoKey_isRefusedBeforeTheFirstCall() {
    assertThatThrownBy(() -> list("VERYSECRET"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageNotContaining("VERYSECRET")
        .hasMessageContaining("incomplete");
    assertThat(stack.operations()).isEmpty();
  }

  @Test
  void administrator_mayReadEveryApplication() {
    String key = stack.administratorKey().token();
    list(key);
    assertThat(stack.operations()).anyMatch(o -> o.method().equals("EndDeviceRegistry/List"));
  }

  @Test
  void rights_areCheckedOnceForEachApplication() {
    String key = stack.apiKey(Origin.APP).token();
    try (TtnV3Source source = source(key)) {
      source.list(Selection.all(), entry -> {}, call);
      source.list(Selection.all(), entry -> {}, call);
    }
    assertThat(stack.operations())
        .filteredOn(o -> o.method().equals("ApplicationAccess/ListRights"))
        .hasSize(1);
  }

  private MigrationException refusal(String key) {
    return catchThrowableOfType(MigrationException.class, () -> list(key));
  }

  private void list(String key) {
    try (TtnV3Source source = source(key)) {
      source.list(Selection.all(), entry -> {}, call);
    }
  }

  private TtnV3Source source(String key) {
    return TtnV3Source.builder()
        .address(stack.address())
        .plaintext()
        .application(Origin.APP, () -> key)
        .build();
  }
}
