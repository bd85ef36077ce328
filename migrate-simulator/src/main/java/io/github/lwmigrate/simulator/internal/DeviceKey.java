package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;

/** What a device is found by in every registry. */
public record DeviceKey(String applicationId, String deviceId) {
  public static DeviceKey of(EndDeviceIdentifiers ids) {
    return new DeviceKey(ids.getApplicationIds().getApplicationId(), ids.getDeviceId());
  }
}
