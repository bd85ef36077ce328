package io.github.lwmigrate.source.ttnv3.internal;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.grpc.RemoteException;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Lists one application page by page. Pages are numbered, so devices that come or go meanwhile
 * shift them: what shows up twice is left out, and when there are fewer devices than before,
 * listing goes back by as many. Used by one thread, once.
 */
final class DeviceListing {

  /** The most a server gives out in one page. */
  static final int LARGEST_PAGE = 1000;

  private final StackClient client;
  private final Application application;
  private final Consumer<? super Listed> receiver;
  private final Call call;

  private int size;
  private long offset;
  private long total = -1;

  /** The last device before an offset, for each page. */
  private final NavigableMap<Long, String> ends = new TreeMap<>();

  private Set<String> lastPage = Set.of();
  private Set<String> pageBefore = Set.of();

  DeviceListing(
      StackClient client,
      Application application,
      OptionalLong limit,
      Consumer<? super Listed> receiver,
      Call call) {
    this.client = client;
    this.application = application;
    this.receiver = receiver;
    this.call = call;
    this.size = (int) Math.min(LARGEST_PAGE, limit.orElse(LARGEST_PAGE));
  }

  /**
   * Hands all devices on.
   *
   * @param totals is told how many devices there are, whenever the server says so
   */
  void run(LongConsumer totals) {
    while (total < 0 || offset < total) {
      call.throwIfCancelled();
      StackClient.Page page = page();
      if (page.total().isPresent()) {
        total = page.total().getAsLong();
        totals.accept(total);
      }
      if (!continues()) {
        ends.remove(offset);
        offset = ends.isEmpty() ? 0 : ends.lastKey();
        continue;
      }
      if (page.devices().isEmpty() || !handOn(page.devices())) {
        break;
      }
    }
    if (offset < total) {
      throw MigrationException.builder(
              Stage.LIST, "list the devices of application \"" + application + "\"")
          .because("the server counts " + total + " devices, but lists no more after " + offset)
          .remedy("Start again.")
          .retryable(true)
          .build();
    }
  }

  private StackClient.Page page() {
    while (true) {
      try {
        return client.list(application, size, offset / size + 1, call);
      } catch (RemoteException e) {
        if (!e.tooLarge() || size == 1) {
          throw e;
        }
        size = size / 2;
      }
    }
  }

  /** Whether what was listed so far still ends where the page begins. */
  private boolean continues() {
    return offset == 0 || client.idAt(application, offset, call).equals(ends.get(offset));
  }

  /** Returns whether listing got any further. */
  private boolean handOn(List<EndDevice> devices) {
    int known = (int) (offset % size);
    if (devices.size() <= known) {
      // The server gives out smaller pages than it was asked for.
      boolean smaller = devices.size() < size;
      size = devices.size();
      return smaller;
    }
    Set<String> page = new HashSet<>();
    for (EndDevice device : devices.subList(known, devices.size())) {
      String id = device.getIds().getDeviceId();
      page.add(id);
      if (!lastPage.contains(id) && !pageBefore.contains(id)) {
        receiver.accept(
            Listed.of(new DeviceRef(application.id(), id)).carrying(device.toByteArray()));
      }
    }
    offset = offset - known + devices.size();
    ends.put(offset, devices.get(devices.size() - 1).getIds().getDeviceId());
    pageBefore = lastPage;
    lastPage = page;
    return true;
  }
}
