package io.github.lwmigrate.json;

import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.StepLog;
import java.time.Instant;

/** Devices and deliveries for tests. */
final class Devices {

  /** A step log of a run without a journal. */
  static final StepLog STEPS = StepLog.standalone();

  private Devices() {}

  static String json(String id) {
    return "{\"ids\":{\"device_id\":\""
        + id
        + "\",\"application_ids\":{\"application_id\":\"wells\"}}}";
  }

  static EndDevice device(String id) {
    return DeviceJson.read(json(id));
  }

  static Delivery delivery(long index, String id) {
    EndDevice device = device(id);
    return new Delivery(index, device.ref(), device, Instant.EPOCH);
  }
}
