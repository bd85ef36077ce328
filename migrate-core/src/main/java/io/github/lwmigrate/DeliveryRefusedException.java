package io.github.lwmigrate;

/**
 * A sink does not hold a device, and that is certain. Thrown by {@link
 * io.github.lwmigrate.spi.Sink#store}: the device fails, and an origin that was frozen for it is
 * put back. A failure that leaves this open is any other {@link MigrationException}; the origin
 * then stays as it is, and a resumed run stores the device again.
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
