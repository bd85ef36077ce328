package io.github.lwmigrate.journal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.spi.Receipt;
import java.util.List;
import java.util.Optional;

/**
 * One device of a run, without its forms. Holds no key.
 *
 * @param index the position in the listing, from 0
 * @param device the device at its origin
 * @param label how reports name it
 * @param state the last milestone that it has passed
 * @param sessionMoves whether its live session moves; false before it was recorded
 * @param revisions how many forms are recorded
 * @param findings everything that was found, in the order of the work
 * @param receipt the sink's word; empty before it was delivered
 * @param failure why the last attempt failed; empty if it did not
 */
public record JournaledDevice(
    long index,
    DeviceRef device,
    String label,
    DeviceState state,
    boolean sessionMoves,
    long revisions,
    List<Finding> findings,
    Optional<Receipt> receipt,
    Optional<String> failure) {

  /** Copies the list. */
  public JournaledDevice {
    findings = List.copyOf(findings);
  }
}
