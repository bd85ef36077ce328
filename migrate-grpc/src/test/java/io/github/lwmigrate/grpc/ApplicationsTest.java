package io.github.lwmigrate.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.stack.IdForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApplicationsTest {

  private static Applications<String> of(@Nullable Supplier<String> other, String... ids) {
    Map<String, Supplier<String>> credentials = new LinkedHashMap<>();
    for (String id : ids) {
      credentials.put(id, () -> "of " + id);
    }
    return new Applications<>(
        IdForm.THE_THINGS_STACK,
        (id, credential) -> id + " with " + credential.get(),
        credentials,
        other);
  }

  @Test
  void onlyApplication_isMeantByADeviceThatNamesNone() {
    DeviceRef unnamed = new DeviceRef("", "dev-1");

    assertThat(of(null, "app-1").of(unnamed)).contains("app-1 with of app-1");
    assertThat(of(null, "app-1", "app-2").of(unnamed)).isEmpty();
    assertThat(of(null, "app-1", "app-2").of(new DeviceRef("app-2", "dev-1")))
        .contains("app-2 with of app-2");
  }

  @Test
  void otherApplications_areOpenedByTheOtherCredential_alone() {
    DeviceRef device = new DeviceRef("app-3", "dev-1");

    assertThat(of(null, "app-1").of(device)).isEmpty();
    assertThat(of(() -> "another", "app-1").of(device)).contains("app-3 with another");
  }

  @Test
  void selection_keepsItsOrder_andNoneMeansAll() {
    Applications<String> applications = of(null, "app-2", "app-1");

    assertThat(applications.selected(List.of()))
        .extracting(a -> a.substring(0, 5))
        .containsExactly("app-2", "app-1");
    assertThat(applications.selected(List.of("app-1", "app-2")))
        .extracting(a -> a.substring(0, 5))
        .containsExactly("app-1", "app-2");
    assertThat(applications.ids()).containsExactly("app-2", "app-1");
  }

  @Test
  void everyMistakeOfASelection_isTold() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> of(null, "app-1").selected(List.of("app-2", "No Id", "app-1")))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        p -> assertThat(p).contains("app-2").contains("opened for (app-1)"),
                        p -> assertThat(p).contains("3 to 36").doesNotContain("No Id")));
  }
}
