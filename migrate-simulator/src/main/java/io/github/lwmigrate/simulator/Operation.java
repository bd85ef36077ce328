package io.github.lwmigrate.simulator;

import java.util.List;
import java.util.Map;

/**
 * A call that a simulated network has answered.
 *
 * @param method service and method, as {@code NsEndDeviceRegistry/Get}
 * @param applicationId the application asked for, or empty
 * @param deviceId the device asked for, or empty
 * @param mask the paths of the request's field mask
 * @param headers what was sent along with the request, by name; a credential is {@code present} or,
 *     if it was sent without a value, empty
 * @param status {@code OK}, or the error as {@code namespace:name}, or the gRPC status of an error
 *     without a name
 * @param lost whether the answer was kept from the caller
 */
public record Operation(
    String method,
    String applicationId,
    String deviceId,
    List<String> mask,
    Map<String, String> headers,
    String status,
    boolean lost) {
  /** Copies mask and headers. */
  public Operation {
    mask = List.copyOf(mask);
    headers = Map.copyOf(headers);
  }

  /**
   * Whether the call did what it was asked for.
   *
   * @return true if there was no error
   */
  public boolean isOk() {
    return status.equals("OK");
  }
}
