package io.github.lwmigrate;

import io.github.lwmigrate.device.DeviceRef;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything this SDK throws. Branch on the type, {@link #stage()}, {@link #device()}
 * and {@link #retryable()}, never on text. Its message says what was tried, on which device, why it
 * failed and what to do next, and holds no key material.
 */
public class MigrationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Stage stage;
  private final transient @Nullable DeviceRef device;
  private final boolean retryable;
  private final String remedy;

  /**
   * An exception with all parts. Use {@link #builder}.
   *
   * @param builder what to say
   */
  protected MigrationException(Builder builder) {
    super(builder.text(), builder.cause);
    this.stage = builder.stage;
    this.device = builder.device;
    this.retryable = builder.retryable;
    this.remedy = builder.remedy;
  }

  /**
   * Starts an exception.
   *
   * @param stage the part of the migration
   * @param tried what was tried, as the object of "could not": {@code "read the device from the
   *     Join Server"}
   * @return a builder
   */
  public static Builder builder(Stage stage, String tried) {
    return new Builder(stage, tried);
  }

  /**
   * The part of the migration that failed.
   *
   * @return the stage
   */
  public Stage stage() {
    return stage;
  }

  /**
   * The device that was worked on.
   *
   * @return the device; empty if the failure concerns no single device
   */
  public Optional<DeviceRef> device() {
    return Optional.ofNullable(device);
  }

  /**
   * Whether the same call may succeed later without a change by the user.
   *
   * @return true for passing faults
   */
  public boolean retryable() {
    return retryable;
  }

  /**
   * What to do next.
   *
   * @return the advice, also part of the message; empty if there is none
   */
  public String remedy() {
    return remedy;
  }

  /** Collects the parts of an exception. Not thread-safe. */
  public static final class Builder {
    private final Stage stage;
    private final String tried;
    private @Nullable DeviceRef device;
    private String because = "";
    private String remedy = "";
    private boolean retryable;
    private @Nullable Throwable cause;

    private Builder(Stage stage, String tried) {
      this.stage = stage;
      this.tried = tried;
    }

    /**
     * Names the device.
     *
     * @param device the device at its origin
     * @return this builder
     */
    public Builder device(DeviceRef device) {
      this.device = device;
      return this;
    }

    /**
     * Says why it failed.
     *
     * @param because the reason, without a full stop and without key material
     * @return this builder
     */
    public Builder because(String because) {
      this.because = because;
      return this;
    }

    /**
     * Says what to do next.
     *
     * @param remedy a whole sentence
     * @return this builder
     */
    public Builder remedy(String remedy) {
      this.remedy = remedy;
      return this;
    }

    /**
     * Says whether the same call may succeed later.
     *
     * @param retryable true for passing faults
     * @return this builder
     */
    public Builder retryable(boolean retryable) {
      this.retryable = retryable;
      return this;
    }

    /**
     * Keeps the cause.
     *
     * @param cause an exception whose message holds no key material
     * @return this builder
     */
    public Builder cause(Throwable cause) {
      this.cause = cause;
      return this;
    }

    /**
     * Makes the exception.
     *
     * @return a new exception
     */
    public MigrationException build() {
      return new MigrationException(this);
    }

    private String text() {
      StringBuilder text = new StringBuilder("Could not ").append(tried);
      if (device != null) {
        text.append(" (device ").append(device).append(')');
      }
      if (!because.isEmpty()) {
        text.append(": ").append(because);
      }
      text.append('.');
      if (!remedy.isEmpty()) {
        text.append(' ').append(remedy);
      }
      return text.toString();
    }
  }
}
