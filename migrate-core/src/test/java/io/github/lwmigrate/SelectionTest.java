package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lwmigrate.device.DeviceRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {

  @Test
  void all_hasNoLimitAndNoNames() {
    Selection all = Selection.all();
    assertThat(all.applications()).isEmpty();
    assertThat(all.devices()).isEmpty();
    assertThat(all.limit()).isEmpty();
    assertThat(all).hasToString("all devices");
  }

  @Test
  void first_keepsWhatWasSelected() {
    Selection trial = Selection.applications("app-1", "app-2").first(3);
    assertThat(trial.applications()).containsExactly("app-1", "app-2");
    assertThat(trial.limit()).hasValue(3);
    assertThat(trial).hasToString("applications [app-1, app-2], first 3");
  }

  @Test
  void devices_keepTheirOrder_andIdsBelongToTheOnlyApplication() {
    assertThat(Selection.deviceIds(List.of("b", "a")).devices().orElseThrow())
        .containsExactly(new DeviceRef("", "b"), new DeviceRef("", "a"));
    DeviceRef device = new DeviceRef("app-1", "a");
    assertThat(Selection.devices(device).devices().orElseThrow()).containsExactly(device);
    assertThat(Selection.devices(device)).hasToString("chosen devices");
  }

  @Test
  void devices_laterChangesOfTheArray_doNotCount() {
    DeviceRef[] devices = {DeviceRef.ofDevice("a")};
    Selection selection = Selection.devices(devices);
    devices[0] = DeviceRef.ofDevice("b");
    assertThat(selection.devices().orElseThrow()).containsExactly(DeviceRef.ofDevice("a"));
  }

  @Test
  void nothing_cannotBeSelected() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Selection.applications(new String[0]))
        .withMessageContaining("Selection.all()");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Selection.all().first(0))
        .withMessageContaining("at least 1");
  }
}
