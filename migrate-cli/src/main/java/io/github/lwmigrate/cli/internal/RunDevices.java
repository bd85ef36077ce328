package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Selection;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournaledDevice;
import java.util.ArrayList;
import java.util.List;

/** Devices of a run, by ids that a user gives. */
final class RunDevices {

  private static final int PAGE = 500;

  private RunDevices() {}

  /** All devices of the run, or those with the ids, alone or behind their application. */
  static Selection selected(Journal journal, List<String> ids) {
    if (ids.isEmpty()) {
      return Selection.all();
    }
    List<DeviceRef> chosen = new ArrayList<>();
    for (String id : ids) {
      List<DeviceRef> found = found(journal, id);
      chosen.addAll(found.isEmpty() ? List.of(DeviceRef.ofDevice(id)) : found);
    }
    return Selection.devices(chosen);
  }

  private static List<DeviceRef> found(Journal journal, String id) {
    List<DeviceRef> found = new ArrayList<>();
    List<JournaledDevice> page = journal.page(0, PAGE);
    while (!page.isEmpty()) {
      for (JournaledDevice device : page) {
        if (device.device().deviceId().equals(id) || device.device().toString().equals(id)) {
          found.add(device.device());
        }
      }
      page = journal.page(page.get(page.size() - 1).index() + 1, PAGE);
    }
    return found;
  }
}
