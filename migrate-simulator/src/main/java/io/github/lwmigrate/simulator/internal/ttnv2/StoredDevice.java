package io.github.lwmigrate.simulator.internal.ttnv2;

import io.github.lwmigrate.proto.ttn.v2.handler.Device;

/**
 * A record of the handler.
 *
 * @param id what it is stored under, which a blank record does not know itself
 * @param decodable whether the handler can read it
 */
record StoredDevice(String id, Device device, boolean decodable) {
  StoredDevice(String id, Device device) {
    this(id, device, true);
  }
}
