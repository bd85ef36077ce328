package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Selection;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournaledDevice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Devices of a run, by ids that a user gives. */
final class RunDevices {

  private RunDevices() {}

  /** All devices of the run, or those with the ids, alone or behind their application. */
  static Selection selected(Journal journal, List<String> ids) {
    if (ids.isEmpty()) {
      return Selection.all();
    }
    List<DeviceRef> chosen = new ArrayList<>();
    find(journal, ids)
        .forEach(
            (id, found) ->
                chosen.addAll(found.isEmpty() ? List.of(DeviceRef.ofDevice(id)) : found));
    return Selection.devices(chosen);
  }

  /**
   * What the ids mean, in the order in which they were given.
   *
   * @return devices by id; none for an id that the run does not have
   */
  static Map<String, List<DeviceRef>> find(Journal journal, List<String> ids) {
    Map<String, List<DeviceRef>> found = new LinkedHashMap<>();
    ids.forEach(id -> found.put(id, new ArrayList<>()));
    for (JournaledDevice device : journal.devices()) {
      DeviceRef ref = device.device();
      List<DeviceRef> byId = found.get(ref.deviceId());
      List<DeviceRef> byName = found.get(ref.toString());
      if (byId != null) {
        byId.add(ref);
      } else if (byName != null) {
        byName.add(ref);
      }
    }
    return found;
  }
}
