package io.github.lwmigrate.spi;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import java.time.Instant;
import java.util.Optional;

/**
 * One device on its way into a sink.
 *
 * @param index the position of the device in the listing, from 0
 * @param origin the device at its origin
 * @param device the exported form: rules applied, checks passed
 * @param recordedAt when the device was read; a delivery that is repeated later still says this
 * @param earlier the sink's word from an earlier part of the run, if the device was delivered then
 */
public record Delivery(
    long index, DeviceRef origin, EndDevice device, Instant recordedAt, Optional<Receipt> earlier) {

  /**
   * A first delivery.
   *
   * @param index the position of the device in the listing, from 0
   * @param origin the device at its origin
   * @param device the exported form
   * @param recordedAt when the device was read
   */
  public Delivery(long index, DeviceRef origin, EndDevice device, Instant recordedAt) {
    this(index, origin, device, recordedAt, Optional.empty());
  }
}
