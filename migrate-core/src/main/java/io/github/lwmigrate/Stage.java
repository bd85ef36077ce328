package io.github.lwmigrate;

/** The part of a migration in which something happened. */
public enum Stage {
  /** Options, builders, providers; before the first remote call. */
  CONFIGURE,
  /** Listing the devices of the origin. */
  LIST,
  /** Reading one device from the origin. */
  READ,
  /** Applying the rules of the policy. */
  TRANSFORM,
  /** Checking what the rules made. */
  CHECK,
  /** Writing to the journal, or reading from it. */
  RECORD,
  /** Storing the device in the sink. */
  DELIVER,
  /** Changing the device at the origin after it is safe. */
  RETIRE,
  /** Telling listeners and finishing the sink. */
  REPORT
}
