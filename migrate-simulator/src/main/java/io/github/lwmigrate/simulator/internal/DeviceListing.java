package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Timestamp;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListEndDevicesRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListEndDevicesRequest.Filter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Order, filters and pages of a list request. */
final class DeviceListing {
  private final Registry registry;
  private final int defaultLimit;

  DeviceListing(Registry registry, int defaultLimit) {
    this.registry = registry;
    this.defaultLimit = defaultLimit;
  }

  List<EndDevice> page(ListEndDevicesRequest request) {
    String applicationId = request.getApplicationIds().getApplicationId();
    int limit = request.getLimit() == 0 ? defaultLimit : request.getLimit();
    long offset = Math.max(0, (Integer.toUnsignedLong(request.getPage()) - 1) * limit);
    int count = registry.count(applicationId);
    if (offset >= count) {
      return List.of();
    }
    int size = (int) Math.min(limit, count - offset);
    String order = request.getOrder();
    if (request.getFiltersCount() == 0 && !sorts(order)) {
      if (order.equals("-device_id")) {
        List<EndDevice> page =
            new ArrayList<>(registry.page(applicationId, (int) (count - offset - size), size));
        Collections.reverse(page);
        return page;
      }
      return registry.page(applicationId, (int) offset, size);
    }
    return registry.all(applicationId).stream()
        .filter(device -> request.getFiltersList().stream().allMatch(f -> matches(f, device)))
        .sorted(comparator(order))
        .skip(offset)
        .limit(limit)
        .toList();
  }

  /** Other orders than these are taken and mean ascending ids. */
  private static boolean sorts(String order) {
    return switch (order) {
      case "name", "-name", "created_at", "-created_at", "last_seen_at", "-last_seen_at" -> true;
      default -> false;
    };
  }

  private static boolean matches(Filter filter, EndDevice device) {
    return !filter.hasUpdatedSince()
        || Times.compare(device.getUpdatedAt(), filter.getUpdatedSince()) > 0;
  }

  /** Absent values come last, or first when the order descends, as in the servers' database. */
  private static Comparator<EndDevice> comparator(String order) {
    Comparator<EndDevice> byId = Comparator.comparing(device -> device.getIds().getDeviceId());
    Comparator<EndDevice> comparator =
        switch (order) {
          case "name", "-name" ->
              Comparator.comparing((EndDevice device) -> device.getName().isEmpty())
                  .thenComparing(EndDevice::getName);
          case "created_at", "-created_at" -> byTime(EndDevice::getCreatedAt);
          case "last_seen_at", "-last_seen_at" ->
              Comparator.comparing((EndDevice device) -> !device.hasLastSeenAt())
                  .thenComparing(byTime(EndDevice::getLastSeenAt));
          default -> byId;
        };
    boolean descends = order.equals("-device_id") || (order.startsWith("-") && sorts(order));
    return (descends ? comparator.reversed() : comparator).thenComparing(byId);
  }

  private static Comparator<EndDevice> byTime(Function<EndDevice, Timestamp> time) {
    return (one, other) -> Times.compare(time.apply(one), time.apply(other));
  }
}
