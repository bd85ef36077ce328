package io.github.lwmigrate.journal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.RetirementStep;
import java.time.Instant;
import java.util.List;

/**
 * One thing that happened in a run. A journal applies events in the order in which they are
 * appended; each type says what it does. Events of a device that was not listed are a defect of the
 * caller and are refused.
 */
public sealed interface JournalEvent {

  /** An event that concerns one device. */
  sealed interface OfDevice extends JournalEvent {

    /**
     * Which device.
     *
     * @return its position in the listing, from 0
     */
    long index();
  }

  /**
   * The listing brought an entry: a new device in state LISTED. Only before {@link
   * ListingCompleted}.
   *
   * @param index the position in the listing; one more than that of the entry before
   * @param device the device at its origin
   * @param label how reports name it
   * @param carried what the listing carries, as secret as the device; not changed afterwards
   * @param findings what the listing has to say
   */
  @SuppressWarnings("ArrayRecordComponent") // Opaque bytes that nobody compares.
  record Listed(long index, DeviceRef device, String label, byte[] carried, List<Finding> findings)
      implements OfDevice {

    /** Copies the list. */
    public Listed {
      findings = List.copyOf(findings);
    }

    /** Position and label, without what is carried. */
    @Override
    public String toString() {
      return "Listed[" + index + ", " + label + "]";
    }
  }

  /** The listing begins anew: all devices go. Only before {@link ListingCompleted}. */
  record ListingRestarted() implements JournalEvent {}

  /** The listing brought every selected device. Harmless when repeated. */
  record ListingCompleted() implements JournalEvent {}

  /**
   * A form of a device is recorded: a new revision. The findings replace those of before. Steps
   * that are PLANNED go, those in another state stay; then each given step whose name is not among
   * the device's steps is added, PLANNED, in the given order. A device that is LISTED or RESTORED
   * becomes RECORDED; any other keeps its state. The failure is cleared.
   *
   * @param index which device
   * @param original the device as it was at the origin
   * @param exported the device as the target gets it
   * @param recordedAt when it was read
   * @param sessionMoves whether its live session moves
   * @param findings everything that was found
   * @param steps the steps that will be taken at the origin, with their images
   */
  record Recorded(
      long index,
      EndDevice original,
      EndDevice exported,
      Instant recordedAt,
      boolean sessionMoves,
      List<Finding> findings,
      List<RetirementStep> steps)
      implements OfDevice {

    /** Copies the lists. */
    public Recorded {
      findings = List.copyOf(findings);
      steps = List.copyOf(steps);
    }
  }

  /**
   * A step is done at the origin: it becomes APPLIED.
   *
   * @param index which device
   * @param step the name of a planned step
   */
  record StepApplied(long index, String step) implements OfDevice {}

  /**
   * A step is about to be put back at the origin: it becomes RESTORED. That all are put back,
   * {@link Reached} says.
   *
   * @param index which device
   * @param step the name of a planned step
   */
  record StepRestored(long index, String step) implements OfDevice {}

  /**
   * The device has passed a milestone: this is its state. RESTORED and LISTED also take away steps
   * that are PLANNED or RESTORED, and the receipt, so that the device may begin anew. The failure
   * is cleared.
   *
   * @param index which device
   * @param state the milestone
   */
  record Reached(long index, DeviceState state) implements OfDevice {}

  /**
   * The sink holds the device. Its state becomes DELIVERED, and the failure is cleared.
   *
   * @param index which device
   * @param receipt the sink's word
   */
  record Delivered(long index, Receipt receipt) implements OfDevice {}

  /**
   * A sink is about to take a step at the target, or has taken it. A step that was done stays done,
   * also when it is about to be taken again.
   *
   * @param index which device
   * @param step names the step within the device
   * @param done false before the step, true after it
   */
  record SinkStep(long index, String step, boolean done) implements OfDevice {}

  /**
   * The device ends without being delivered: this is its state. The findings replace those of
   * before, and the failure is cleared.
   *
   * @param index which device
   * @param state REJECTED or SKIPPED
   * @param findings everything that was found
   */
  record Ended(long index, DeviceState state, List<Finding> findings) implements OfDevice {

    /** Copies the list. */
    public Ended {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Something more was found about a device: added behind the other findings.
   *
   * @param index which device
   * @param findings what was found
   */
  record Found(long index, List<Finding> findings) implements OfDevice {

    /** Copies the list. */
    public Found {
      findings = List.copyOf(findings);
    }
  }

  /**
   * An attempt failed. The device keeps its state.
   *
   * @param index which device
   * @param reason the message of the failure; no key material
   */
  record Failed(long index, String reason) implements OfDevice {}

  /**
   * The run has an outcome for every device, and its sink is finished; or all that it changed was
   * put back. Devices may be retired or restored later; the last one counts.
   *
   * @param at when
   */
  record RunEnded(Instant at) implements JournalEvent {}
}
