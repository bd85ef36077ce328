package io.github.lwmigrate.device;

/**
 * Names one device at its origin.
 *
 * @param applicationId the application; empty means the only application of the source
 * @param deviceId the device within the application, as the origin spells it; empty where the
 *     origin has no id for it
 */
public record DeviceRef(String applicationId, String deviceId) {

  /**
   * A device of the source's only application.
   *
   * @param deviceId the device id
   * @return the reference
   */
  public static DeviceRef ofDevice(String deviceId) {
    return new DeviceRef("", deviceId);
  }

  /** {@code application/device}, or the device id alone. */
  @Override
  public String toString() {
    return applicationId.isEmpty() ? deviceId : applicationId + "/" + deviceId;
  }
}
