package io.github.lwmigrate.spi;

import io.github.lwmigrate.device.DeviceRef;

/**
 * One changing step at the origin, with the two images that tell whether it was done. An image is
 * what the step changes, plus DevAddr, session key id and downlink counters; uplink counters keep
 * moving and never count.
 *
 * <p>Images may hold keys: they are as secret as the device, and this type's text form leaves them
 * out.
 *
 * @param device the device at its origin
 * @param retirement the way of retiring that this step belongs to
 * @param name names the step within the device, for example {@code join-server-delete}
 * @param before how the device looks before the step; opaque to the engine, not changed afterwards
 * @param after how the device must look after the step; opaque to the engine, not changed
 *     afterwards
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Images are opaque; steps are compared by device and name.
public record RetirementStep(
    DeviceRef device, Retirement retirement, String name, byte[] before, byte[] after) {

  /** Device, retirement and name, without the images. */
  @Override
  public String toString() {
    return device + " " + retirement + " " + name;
  }
}
