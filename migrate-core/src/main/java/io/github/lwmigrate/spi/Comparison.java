package io.github.lwmigrate.spi;

/** How the origin looks, held against the images of a {@link RetirementStep}. */
public enum Comparison {
  /** As before the step: it has not been done. */
  BEFORE,
  /** As after the step: it is done. */
  AFTER,
  /** As neither: somebody else changed the device. */
  NEITHER
}
