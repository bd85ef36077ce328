package io.github.lwmigrate;

/** What a run does after a device failed. A rejected or skipped device is no failure. */
public enum OnFailure {
  /** Starts no further device; what is under way ends, and every device gets an outcome. */
  STOP,
  /** Goes on with the next device. */
  CONTINUE
}
