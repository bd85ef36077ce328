package io.github.lwmigrate;

/**
 * One thing that a check, a rule or a source has to say about a device. Holds no key material.
 *
 * @param severity how much it weighs
 * @param code what kind of finding this is: lower-case words joined by hyphens, stable from the
 *     first release; see {@link FindingCodes}
 * @param field the field mask path from the device, for example {@code mac_settings.rx1_delay};
 *     empty if it concerns the whole device
 * @param message what was found, in whole sentences
 * @param remedy what to do next, in whole sentences; empty if there is nothing to do
 */
public record Finding(Severity severity, String code, String field, String message, String remedy) {

  /**
   * A finding about a field.
   *
   * @param severity how much it weighs
   * @param code what kind of finding this is
   * @param field the field mask path from the device; empty for the whole device
   * @param message what was found
   * @return the finding, without a remedy
   */
  public static Finding of(Severity severity, String code, String field, String message) {
    return new Finding(severity, code, field, message, "");
  }

  /**
   * The same finding with a remedy.
   *
   * @param remedy what to do next
   * @return the copy
   */
  public Finding withRemedy(String remedy) {
    return new Finding(severity, code, field, message, remedy);
  }

  /** One line: severity, code, field, message, remedy. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(severity.id()).append(' ').append(code);
    if (!field.isEmpty()) {
      text.append(" at ").append(field);
    }
    text.append(": ").append(message);
    if (!remedy.isEmpty()) {
      text.append(" ").append(remedy);
    }
    return text.toString();
  }
}
