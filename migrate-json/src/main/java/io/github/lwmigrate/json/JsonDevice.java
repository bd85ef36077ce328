package io.github.lwmigrate.json;

import io.github.lwmigrate.device.EndDevice;
import java.util.List;

/**
 * A device and where it stood in the input.
 *
 * @param index its position among the devices of the input, from 0
 * @param line the line on which it starts, from 1
 * @param column the column at which it starts, from 1
 * @param device the device
 * @param notices what was passed over while it was read, in order
 */
public record JsonDevice(
    long index, long line, long column, EndDevice device, List<JsonNotice> notices) {

  /** Copies the list. */
  public JsonDevice {
    notices = List.copyOf(notices);
  }
}
