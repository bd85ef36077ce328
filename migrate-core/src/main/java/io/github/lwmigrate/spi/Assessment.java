package io.github.lwmigrate.spi;

import io.github.lwmigrate.Finding;
import java.util.List;

/**
 * Whether and how a device can be retired.
 *
 * @param steps the changing steps in order; empty if it cannot be retired, or nothing is left to do
 * @param findings why not, or what the user should know; one of severity ERROR rejects the device
 */
public record Assessment(List<RetirementStep> steps, List<Finding> findings) {

  /** Copies the lists. */
  public Assessment {
    steps = List.copyOf(steps);
    findings = List.copyOf(findings);
  }
}
