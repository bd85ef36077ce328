package io.github.lwmigrate;

import io.github.lwmigrate.device.DeviceRef;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/**
 * Which devices of the origin a run takes. Immutable, unless it was made from an iterable that is
 * not.
 */
public final class Selection {

  private static final Selection ALL =
      new Selection(List.of(), Optional.empty(), OptionalLong.empty());

  private final List<String> applications;
  private final Optional<Iterable<DeviceRef>> devices;
  private final OptionalLong limit;

  private Selection(
      List<String> applications, Optional<Iterable<DeviceRef>> devices, OptionalLong limit) {
    this.applications = applications;
    this.devices = devices;
    this.limit = limit;
  }

  /**
   * Every device of every application that the source was opened for.
   *
   * @return the selection
   */
  public static Selection all() {
    return ALL;
  }

  /**
   * Every device of some applications.
   *
   * @param applicationIds at least one application
   * @return the selection
   */
  public static Selection applications(String... applicationIds) {
    if (applicationIds.length == 0) {
      throw new ConfigurationException(
          "select applications", "no application id was given; Selection.all() takes every device");
    }
    return new Selection(List.of(applicationIds), Optional.empty(), OptionalLong.empty());
  }

  /**
   * Some devices, in this order.
   *
   * @param devices the devices; one that the origin does not have is rejected with the reason
   * @return the selection
   */
  public static Selection devices(DeviceRef... devices) {
    return devices(Arrays.asList(devices.clone()));
  }

  /**
   * Some devices, in this order.
   *
   * @param devices the devices; iterated once for each plan or run, from the thread that lists
   * @return the selection
   */
  public static Selection devices(Iterable<DeviceRef> devices) {
    return new Selection(List.of(), Optional.of(devices), OptionalLong.empty());
  }

  /**
   * Some devices of the source's only application, in this order.
   *
   * @param deviceIds the device ids; iterated once for each plan or run, from the thread that lists
   * @return the selection
   */
  public static Selection deviceIds(Iterable<String> deviceIds) {
    return devices(
        () ->
            StreamSupport.stream(deviceIds.spliterator(), false)
                .map(DeviceRef::ofDevice)
                .iterator());
  }

  /**
   * The same selection, ended after the first devices: a trial run.
   *
   * @param limit how many devices, at least one
   * @return the copy
   */
  public Selection first(long limit) {
    if (limit < 1) {
      throw new ConfigurationException(
          "limit a selection", "the limit is " + limit + ", but at least 1 is expected");
    }
    return new Selection(applications, devices, OptionalLong.of(limit));
  }

  /**
   * The applications to list.
   *
   * @return application ids; empty for every application of the source
   */
  public List<String> applications() {
    return applications;
  }

  /**
   * The devices to read.
   *
   * @return the devices in order; empty to list them
   */
  public Optional<Iterable<DeviceRef>> devices() {
    return devices;
  }

  /**
   * After how many devices the engine stops. A source may use it to ask for less.
   *
   * @return the limit; empty for none
   */
  public OptionalLong limit() {
    return limit;
  }

  /** What is selected, without the ids of a stream. */
  @Override
  public String toString() {
    String what =
        devices.isPresent()
            ? "chosen devices"
            : applications.isEmpty() ? "all devices" : "applications " + applications;
    return limit.isPresent() ? what + ", first " + limit.getAsLong() : what;
  }
}
