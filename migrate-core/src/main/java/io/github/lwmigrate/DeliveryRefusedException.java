package io.github.lwmigrate;

/**
 * A sink does not hold a device, and that is certain. An origin that was frozen for the device is
 * put back.
 */
public final class DeliveryRefusedException extends MigrationException {

  private static final long serialVersionUID = 1L;

  /**
   * An exception with the parts of a builder.
   *
   * @param builder what to say, of stage {@link Stage#DELIVER}
   */
  public DeliveryRefusedException(Builder builder) {
    super(builder);
  }
}
