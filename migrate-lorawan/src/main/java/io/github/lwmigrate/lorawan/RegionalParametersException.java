package io.github.lwmigrate.lorawan;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A band, frequency plan or MAC state that cannot be had. Branch on {@link #reason()}, never on the
 * text, which says what was asked for and what to do about it.
 */
public final class RegionalParametersException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final transient Map<String, String> attributes;

  RegionalParametersException(Reason reason, String message) {
    this(reason, message, Map.of());
  }

  /**
   * A failure, for stores of frequency plans.
   *
   * @param reason why
   * @param message what was asked for, why it cannot be had, and what to do about it
   * @param attributes what it is about, as {@link Reason} lists them
   */
  public RegionalParametersException(
      Reason reason, String message, Map<String, String> attributes) {
    super(message);
    this.reason = reason;
    this.attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /**
   * Why.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }

  /**
   * What the failure is about, under the names The Things Stack uses in its error details.
   *
   * @return values by attribute name, as {@link Reason} lists them; unmodifiable
   */
  public Map<String, String> attributes() {
    return attributes;
  }

  /**
   * Why regional parameters, a frequency plan or a MAC state cannot be had.
   *
   * <p>The first group are errors that The Things Stack's Network Server answers with; {@link
   * #serverError()} has their names. The second group are inputs at which that server (3.32.1)
   * fails without a named error: there is no state to reproduce, so there is none here either.
   */
  public enum Reason {
    /** No frequency plan has this id. Attribute: {@code id}. */
    PLAN_NOT_FOUND("pkg/frequencyplans:not_found", 5),
    /** No band has this id. Attribute: {@code id}. */
    BAND_NOT_FOUND("pkg/band:band_not_found", 5),
    /** The band has no definition in this PHY version. Attributes: {@code id}, {@code ver}. */
    NO_BAND_VERSION("pkg/networkserver/internal:no_band_version", 3),
    /** A multicast group must support class B or C. */
    CLASS_A_MULTICAST("pkg/networkserver/mac:class_a_multicast", 3),

    /** The LoRaWAN version is missing or unknown. Attribute: {@code lorawan_version}. */
    UNKNOWN_LORAWAN_VERSION,
    /**
     * {@code desired_max_eirp} is not one of the 16 indexes. Attribute: {@code desired_max_eirp}.
     */
    UNKNOWN_MAX_EIRP,
    /** Relay settings say neither "serving" nor "served", or "served" has no mode. */
    INCOMPLETE_RELAY_SETTINGS,
    /** Band and frequency plan have numbers of channels that do not fit together. */
    INCONSISTENT_CHANNELS,
    /** The server's defaults have an RX2 frequency, and the device's settings have none. */
    UNUSABLE_DEFAULT_RX2_FREQUENCY;

    private final @Nullable String serverError;
    private final int statusCode;

    Reason() {
      this.serverError = null;
      this.statusCode = 13;
    }

    Reason(String serverError, int statusCode) {
      this.serverError = serverError;
      this.statusCode = statusCode;
    }

    /**
     * The name of the error on The Things Stack.
     *
     * @return namespace and name, for example {@code pkg/frequencyplans:not_found}; empty where
     *     that server fails without a named error
     */
    public Optional<String> serverError() {
      return Optional.ofNullable(serverError);
    }

    /**
     * The gRPC status code with which The Things Stack answers.
     *
     * @return the number of the code: 3 for invalid argument, 5 for not found, 13 for internal
     */
    public int statusCode() {
      return statusCode;
    }
  }
}
