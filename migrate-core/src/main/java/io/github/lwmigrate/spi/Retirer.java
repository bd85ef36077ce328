package io.github.lwmigrate.spi;

import io.github.lwmigrate.MigrationException;

/**
 * Changes devices at the origin after they are safe, and puts them back. The engine journals each
 * step before and after the call. All methods may be called from several threads, for different
 * devices.
 */
public interface Retirer {

  /**
   * Says what retiring would take, and whether it is possible. Changes nothing; part of a plan.
   *
   * @param reading the device as it was read
   * @param wanted the way of retiring
   * @return steps with their images, or findings
   * @throws MigrationException if that cannot be told
   */
  Assessment assess(Reading reading, Retirement wanted);

  /**
   * Does a step. Harmless when repeated.
   *
   * @param step a step of {@link #assess}
   * @param call what the engine provides
   * @throws MigrationException if it is not certain that the step was done
   */
  void apply(RetirementStep step, Call call);

  /**
   * Compares the origin with the images of a step.
   *
   * @param step a step of {@link #assess}
   * @param call what the engine provides
   * @return whether the origin looks as before or as after the step
   * @throws MigrationException if the origin cannot be asked
   */
  Comparison compare(RetirementStep step, Call call);

  /**
   * Puts back what a step changed, as far as the origin allows. Harmless when repeated.
   *
   * @param step a step of {@link #assess}
   * @param call what the engine provides
   * @throws MigrationException if it is not certain that the device was put back
   */
  void restore(RetirementStep step, Call call);
}
