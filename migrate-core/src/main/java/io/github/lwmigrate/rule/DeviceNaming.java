package io.github.lwmigrate.rule;

import io.github.lwmigrate.device.DevEui;
import io.github.lwmigrate.device.EndDevice;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One step on the way to the device id at the target. A pure function; see {@link AssignDeviceId}.
 */
@FunctionalInterface
public interface DeviceNaming {

  /**
   * Names a device.
   *
   * @param id the id so far; empty if the device has none
   * @param device the device as it comes from the rules before
   * @return the next id, or the same one
   */
  String name(String id, EndDevice device);

  /**
   * The DevEUI in 16 lower-case hexadecimal digits. A device without DevEUI keeps its id.
   *
   * @return the step
   */
  static DeviceNaming devEui() {
    return (id, device) -> eui(device).orElse(id);
  }

  /**
   * The DevEUI in 16 lower-case hexadecimal digits, for devices that have no id.
   *
   * @return the step
   */
  static DeviceNaming devEuiIfUnnamed() {
    return (id, device) -> id.isEmpty() ? eui(device).orElse(id) : id;
  }

  /**
   * Ids by those of the origin.
   *
   * @param ids new ids by {@code device} or {@code application/device}, of which the second one
   *     wins; a device that is not in it keeps its id
   * @return the step
   */
  static DeviceNaming map(Map<String, String> ids) {
    Map<String, String> copy = Map.copyOf(ids);
    return (id, device) ->
        copy.getOrDefault(device.applicationId() + "/" + id, copy.getOrDefault(id, id));
  }

  /**
   * A prefix and a hyphen in front of every id, for ids that would clash at the target.
   *
   * @param prefix the prefix without the hyphen
   * @return the step
   */
  static DeviceNaming prefix(String prefix) {
    return (id, device) -> id.isEmpty() ? id : prefix + "-" + id;
  }

  /**
   * Hyphens where the id has underscores, which The Things Stack does not take.
   *
   * @return the step
   */
  static DeviceNaming hyphens() {
    return (id, device) -> id.replace('_', '-');
  }

  private static Optional<String> eui(EndDevice device) {
    return device.devEui().map(DevEui::toString).map(text -> text.toLowerCase(Locale.ROOT));
  }
}
