package io.github.lwmigrate;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Receipt;
import java.util.List;
import java.util.Optional;

/**
 * What happened to one device of the listing.
 *
 * @param index the position in the listing, from 0; negative for a device that was named to retire
 *     or put back and that the run does not have
 * @param origin the device at its origin
 * @param label how reports name it: the device, or where it stands in a file
 * @param status what became of it
 * @param retired whether the origin is known not to answer the device any more
 * @param findings everything that was found, in the order of the work
 * @param exported the device as the target gets it; empty if it never came that far. Its text form
 *     holds no key
 * @param receipt the sink's word; present if and only if it took the device
 * @param failure why it failed; present if and only if the status is FAILED
 */
public record Outcome(
    long index,
    DeviceRef origin,
    String label,
    Status status,
    boolean retired,
    List<Finding> findings,
    Optional<EndDevice> exported,
    Optional<Receipt> receipt,
    Optional<MigrationException> failure) {

  /** Copies the list. */
  public Outcome {
    findings = List.copyOf(findings);
  }
}
