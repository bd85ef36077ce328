package io.github.lwmigrate.journal;

/** What became of a step at the origin. */
public enum StepState {
  /** It is planned. After a crash it may have been done all the same: ask the origin. */
  PLANNED,
  /** The origin has confirmed it. */
  APPLIED,
  /** It was put back, or that has begun: ask the origin. */
  RESTORED
}
