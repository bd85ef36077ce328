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
  /** Something did not work. Whether the sink holds it is not certain. */
  FAILED,
  /** The run ended before its turn. */
  NOT_STARTED
}
