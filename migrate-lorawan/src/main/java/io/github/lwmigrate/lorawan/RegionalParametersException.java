package io.github.lwmigrate.lorawan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
  private static final int UNKNOWN = 2;

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
    this(reason, message, attributes, null);
  }

  /**
   * A failure that has a cause, for stores of frequency plans.
   *
   * @param reason why
   * @param message what was asked for, why it cannot be had, and what to do about it
   * @param attributes what it is about, as {@link Reason} lists them
   * @param cause the failure behind it; null for none
   */
  public RegionalParametersException(
      Reason reason, String message, Map<String, String> attributes, @Nullable Throwable cause) {
    super(message, cause);
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
   * The names of the errors The Things Stack answers with: that of this failure, then those of its
   * causes.
   *
   * @return namespaces and names, for example {@code pkg/frequencyplans:read}, {@code
   *     pkg/frequencyplans:parse_file}; empty where that server fails without a named error;
   *     unmodifiable
   */
  public List<String> serverErrors() {
    List<String> names = new ArrayList<>();
    Throwable failure = this;
    while (failure instanceof RegionalParametersException named) {
      named.reason.serverError().ifPresent(names::add);
      failure = named.getCause();
    }
    return List.copyOf(names);
  }

  /**
   * The gRPC status code with which The Things Stack answers. A failure to read has the code of its
   * cause.
   *
   * @return the number of the code, for example 5 for not found, 15 for data loss
   */
  public int statusCode() {
    return reason.statusCode() == UNKNOWN && getCause() instanceof RegionalParametersException named
        ? named.statusCode()
        : reason.statusCode();
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
    /** The list of frequency plans cannot be read. The cause says why. */
    PLAN_LIST_UNREADABLE("pkg/frequencyplans:read_list", UNKNOWN),
    /** The file of a frequency plan cannot be read. The cause says why. Attribute: {@code id}. */
    PLAN_UNREADABLE("pkg/frequencyplans:read", UNKNOWN),
    /**
     * The plan that a frequency plan extends cannot be read. The cause says why. Attributes: {@code
     * id}, {@code base_id}.
     */
    BASE_PLAN_UNREADABLE("pkg/frequencyplans:read_base", UNKNOWN),
    /** A frequency plan contradicts itself, or belongs to no band. The cause says why. */
    PLAN_INVALID("pkg/frequencyplans:invalid", 15),
    /** A file was not to be had. The cause says why, where it is known. */
    FETCH_FAILED("pkg/frequencyplans:fetch", UNKNOWN),
    /** There is no such file. Attribute: {@code filename}. */
    FILE_NOT_FOUND("pkg/fetch:file_not_found", 5),
    /** A file is not YAML, or not of the form it must have. */
    FILE_UNPARSABLE("pkg/frequencyplans:parse_file", 15),
    /** A channel of a frequency plan is wrong. The cause says why. Attribute: {@code index}. */
    INVALID_CHANNEL("pkg/frequencyplans:channel", 15),
    /** Dwell time is limited, and nothing says to what. */
    NO_DWELL_TIME_DURATION("pkg/frequencyplans:no_dwell_time_duration", 15),

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
     * @return the number of the code: 3 for invalid argument, 5 for not found, 13 for internal, 15
     *     for data loss; 2 for unknown, where a cause decides, see {@link
     *     RegionalParametersException#statusCode()}
     */
    public int statusCode() {
      return statusCode;
    }
  }
}
