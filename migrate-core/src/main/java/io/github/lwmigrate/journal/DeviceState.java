package io.github.lwmigrate.journal;

/**
 * How far a device is: the last milestone that it has passed. A failure is no state: a device that
 * failed keeps the milestone from which a resumed run goes on.
 */
public enum DeviceState {
  /** The listing brought it. */
  LISTED,
  /** Original and exported form are in the journal. */
  RECORDED,
  /** The origin does not answer it any more, reversibly. */
  FROZEN,
  /** The sink holds it. */
  DELIVERED,
  /** It is deleted at the origin. */
  DESTROYED,
  /** All that was wanted is done. */
  DONE,
  /** A finding speaks against it; its origin is untouched. */
  REJECTED,
  /** It was gone when it was to be read. */
  SKIPPED,
  /** The origin was put back as it was. */
  RESTORED;

  /**
   * Whether a resumed run has nothing left to do for it.
   *
   * @return true for the ends of a run
   */
  public boolean isFinal() {
    return this == DONE || this == REJECTED || this == SKIPPED;
  }
}
