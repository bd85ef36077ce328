package io.github.lwmigrate.testkit;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * An origin in memory, for tests of programs that embed the SDK. Lists its devices in the order of
 * their applications and ids. Thread-safe; devices may come, go and fail while it is in use.
 */
public final class MemorySource implements Source {

  private final Map<String, EndDevice> devices = new ConcurrentSkipListMap<>();
  private final Map<String, MigrationException> failures = new ConcurrentHashMap<>();
  private final int maxConcurrency;

  private MemorySource(int maxConcurrency) {
    this.maxConcurrency = maxConcurrency;
  }

  /**
   * An origin with some devices.
   *
   * @param devices devices with different ids
   * @return the source
   */
  public static MemorySource of(EndDevice... devices) {
    return of(Arrays.asList(devices));
  }

  /**
   * An origin with some devices.
   *
   * @param devices devices with different ids
   * @return the source
   */
  public static MemorySource of(Iterable<EndDevice> devices) {
    return withConcurrency(1, devices);
  }

  /**
   * An origin that is read by several threads.
   *
   * @param maxConcurrency by how many, at least 1
   * @param devices devices with different ids
   * @return the source
   */
  public static MemorySource withConcurrency(int maxConcurrency, Iterable<EndDevice> devices) {
    MemorySource source = new MemorySource(maxConcurrency);
    devices.forEach(source::put);
    return source;
  }

  /**
   * Adds a device or replaces the one of the same application and id.
   *
   * @param device the device
   */
  public void put(EndDevice device) {
    devices.put(key(device.ref()), device);
  }

  /**
   * Removes a device; it is then gone for whoever has it listed.
   *
   * @param device its application and id
   */
  public void remove(DeviceRef device) {
    devices.remove(key(device));
  }

  /**
   * Lets the reading of a device fail.
   *
   * @param device its application and id
   * @param failure what is thrown
   */
  public void failOn(DeviceRef device, MigrationException failure) {
    failures.put(key(device), failure);
  }

  @Override
  public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
    if (selection.devices().isPresent()) {
      for (DeviceRef device : selection.devices().get()) {
        call.throwIfCancelled();
        receiver.accept(Listed.of(device));
      }
      return;
    }
    List<String> applications = selection.applications();
    List<DeviceRef> selected =
        devices.values().stream()
            .map(EndDevice::ref)
            .filter(ref -> applications.isEmpty() || applications.contains(ref.applicationId()))
            .toList();
    call.expectDevices(selected.size());
    for (DeviceRef device : selected) {
      call.throwIfCancelled();
      receiver.accept(Listed.of(device));
    }
  }

  @Override
  public Reading read(Listed listed, Call call) {
    call.throwIfCancelled();
    call.countRemoteCall();
    String key = key(listed.ref());
    MigrationException failure = failures.get(key);
    if (failure != null) {
      throw failure;
    }
    EndDevice device = devices.get(key);
    return device == null
        ? Reading.gone("The origin in memory does not have it.")
        : Reading.of(device);
  }

  @Override
  public int maxConcurrency() {
    return maxConcurrency;
  }

  @Override
  public String identity() {
    return "memory";
  }

  private static String key(DeviceRef device) {
    return device.applicationId() + "/" + device.deviceId();
  }
}
