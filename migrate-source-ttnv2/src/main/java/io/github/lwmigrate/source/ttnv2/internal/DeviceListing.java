package io.github.lwmigrate.source.ttnv2.internal;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.grpc.RemoteException;
import io.github.lwmigrate.spi.Call;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Lists one application part by part. The server counts entries from the first, so devices that
 * come or go meanwhile shift them: each part begins with the last entry of the one before, and
 * where it does not, everything is listed once more for what was passed over. Used by one thread,
 * once.
 */
final class DeviceListing {

  static final int LARGEST_PAGE = 1000;

  /** The last entry of the part before, and one more. */
  private static final int SMALLEST_PAGE = 2;

  private static final int PASSES = 5;

  private final HandlerClient client;
  private final OriginApplication application;
  private final Call call;
  private final Set<String> seen = new HashSet<>();
  private int size;
  private long entries;
  private OptionalLong total = OptionalLong.empty();

  DeviceListing(
      HandlerClient client, OriginApplication application, OptionalLong limit, Call call) {
    this.client = client;
    this.application = application;
    this.call = call;
    this.size = (int) Math.max(SMALLEST_PAGE, Math.min(LARGEST_PAGE, limit.orElse(LARGEST_PAGE)));
  }

  /**
   * Hands every entry on, each id once; blank ones as they come.
   *
   * @param receiver takes entries
   * @param totals is told how many there are, whenever the server says so
   * @return how many entries the server counts, but does not tell; 0 if it does not count
   */
  long run(Consumer<? super V2Device> receiver, LongConsumer totals) {
    for (int pass = 1; pass <= PASSES; pass++) {
      if (pass(receiver, totals)) {
        return Math.max(0, total.orElse(0) - entries);
      }
    }
    throw MigrationException.builder(
            Stage.LIST, "list the devices of application \"" + application + "\"")
        .because("devices came and went whenever they were listed")
        .remedy("Start again when nobody registers or deletes devices.")
        .retryable(true)
        .build();
  }

  /** Returns whether the entries kept their places. */
  private boolean pass(Consumer<? super V2Device> receiver, LongConsumer totals) {
    List<V2Device> devices = first(totals);
    entries = devices.size();
    devices.forEach(device -> handOn(device, receiver));
    if (devices.size() > size) {
      return true; // An old server, which knows no parts and told everything.
    }
    long offset = size;
    while (total.isPresent() ? offset < total.getAsLong() : !devices.isEmpty()) {
      // One that holds what its storage cannot read is shorter, and need not end with the last.
      boolean full = devices.size() == size;
      String last = devices.isEmpty() ? "" : devices.get(devices.size() - 1).id();
      HandlerClient.Page page = page(offset - 1);
      offset += size - 1;
      devices = page.devices();
      boolean joins = !devices.isEmpty() && devices.get(0).id().equals(last);
      if (!page.total().equals(total) || (full && !joins)) {
        return false;
      }
      List<V2Device> next = joins ? devices.subList(1, devices.size()) : devices;
      entries += next.size();
      next.forEach(device -> handOn(device, receiver));
      if (total.isEmpty() && next.isEmpty()) {
        break;
      }
    }
    return true;
  }

  private List<V2Device> first(LongConsumer totals) {
    HandlerClient.Page page = page(0);
    total = page.total();
    total.ifPresent(totals);
    return page.devices();
  }

  private void handOn(V2Device device, Consumer<? super V2Device> receiver) {
    if (device.id().isEmpty() || seen.add(device.id())) {
      receiver.accept(device);
    }
  }

  private HandlerClient.Page page(long offset) {
    while (true) {
      call.throwIfCancelled();
      try {
        return client.list(application, offset, size, call);
      } catch (RemoteException e) {
        if (!e.tooLarge() || size == SMALLEST_PAGE) {
          throw e;
        }
        size = Math.max(SMALLEST_PAGE, size / 2);
      }
    }
  }
}
