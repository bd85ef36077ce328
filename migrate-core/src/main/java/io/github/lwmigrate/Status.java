package io.github.lwmigrate;

/** What became of a device. */
public enum Status {
  /** A plan found nothing against it: a run would deliver it. */
  PLANNED,
  /** The sink holds it, and the origin is as the policy wants it. */
  DONE,
  /** A finding speaks against it. It was not delivered, its origin is untouched. */
  REJECTED,
  /** It was listed, but gone when it was to be read. */
  SKIPPED,
  /**
   * Something did not work; the failure says what. Whether the sink holds it is not certain, unless
   * there is a receipt. A resumed run tries again.
   */
  FAILED,
  /** The run ended before its turn. This run touched neither its origin nor its target. */
  NOT_STARTED,
  /**
   * The run ended while it was on its way: its origin or its target was changed, or may have been.
   * A resumed run goes on with it.
   */
  UNFINISHED,
  /**
   * Its origin was put back as it was, as far as the origin allows. A resumed run takes it as a new
   * one.
   */
  RESTORED
}
