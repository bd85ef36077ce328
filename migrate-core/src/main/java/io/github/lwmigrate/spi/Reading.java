package io.github.lwmigrate.spi;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.device.EndDevice;
import java.util.List;
import java.util.Optional;

/**
 * The result of reading one device: the whole device, or that it is gone. Immutable and
 * thread-safe.
 */
public final class Reading {

  private static final byte[] NOTHING = {};

  private final Optional<EndDevice> device;
  private final String reason;
  private final List<Finding> findings;
  private final byte[] carried;

  private Reading(
      Optional<EndDevice> device, String reason, List<Finding> findings, byte[] carried) {
    this.device = device;
    this.reason = reason;
    this.findings = List.copyOf(findings);
    this.carried = carried;
  }

  /**
   * A whole device: everything readable, nothing stripped.
   *
   * @param device the device as it is at the origin
   * @return the reading
   */
  public static Reading of(EndDevice device) {
    return of(device, List.of());
  }

  /**
   * A whole device and what the source has to say about it.
   *
   * @param device the device as it is at the origin
   * @param findings for example that a registry does not know it
   * @return the reading
   */
  public static Reading of(EndDevice device, List<Finding> findings) {
    return new Reading(Optional.of(device), "", findings, NOTHING);
  }

  /**
   * The origin does not have the device, or no longer. It is skipped, or rejected if the user named
   * it.
   *
   * @param reason why, a whole sentence for the report
   * @return the reading
   */
  public static Reading gone(String reason) {
    return new Reading(Optional.empty(), reason, List.of(), NOTHING);
  }

  /**
   * The same reading, with what the source knows beyond the device and its retirer needs: which
   * registry holds what, for example. Opaque to the engine, which keeps it as secret as the device.
   *
   * @param carried any bytes; not copied, not changed afterwards
   * @return the copy
   */
  public Reading carrying(byte[] carried) {
    return new Reading(device, reason, findings, carried);
  }

  /**
   * What {@link #carrying} gave.
   *
   * @return the same array; empty if there is nothing
   */
  public byte[] carried() {
    return carried;
  }

  /**
   * The device.
   *
   * @return empty if it is gone
   */
  public Optional<EndDevice> device() {
    return device;
  }

  /**
   * Why there is no device.
   *
   * @return the reason; empty if there is one
   */
  public String reason() {
    return reason;
  }

  /**
   * What the source has to say.
   *
   * @return findings in order
   */
  public List<Finding> findings() {
    return findings;
  }
}
