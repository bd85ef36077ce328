package io.github.lwmigrate.lorawan;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

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

  RegionalParametersException(Reason reason, String message, Map<String, String> attributes) {
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
}
