package io.github.lwmigrate.spi;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.device.DeviceRef;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry of a listing. Immutable and thread-safe. Usually a device that will be read; an entry
 * with a finding of severity ERROR is rejected without being read (a line that cannot be parsed, a
 * blank id).
 */
public final class Listed {

  private static final byte[] NOTHING = {};

  private final DeviceRef ref;
  private final String label;
  private final byte[] carried;
  private final List<Finding> findings;

  private Listed(DeviceRef ref, String label, byte[] carried, List<Finding> findings) {
    this.ref = ref;
    this.label = label;
    this.carried = carried;
    this.findings = findings;
  }

  /**
   * A device that carries nothing.
   *
   * @param ref the device
   * @return the entry
   */
  public static Listed of(DeviceRef ref) {
    return new Listed(ref, ref.toString(), NOTHING, List.of());
  }

  /**
   * The same entry, with what the listing already knows, so that reading needs fewer calls. Opaque
   * to the engine, which keeps it as secret as the device itself and may store it.
   *
   * @param carried any bytes; not copied, not changed afterwards
   * @return the copy
   */
  public Listed carrying(byte[] carried) {
    return new Listed(ref, label, carried, findings);
  }

  /**
   * The same entry, named otherwise in reports.
   *
   * @param label where it stands, for example {@code line 7}
   * @return the copy
   */
  public Listed labelled(String label) {
    return new Listed(ref, label, carried, findings);
  }

  /**
   * The same entry with one finding more.
   *
   * @param finding what the listing has to say
   * @return the copy
   */
  public Listed with(Finding finding) {
    List<Finding> all = new ArrayList<>(findings);
    all.add(finding);
    return new Listed(ref, label, carried, List.copyOf(all));
  }

  /**
   * The device.
   *
   * @return the reference; its parts are empty where the origin gives none
   */
  public DeviceRef ref() {
    return ref;
  }

  /**
   * How reports name the entry.
   *
   * @return the device, or what {@link #labelled} said
   */
  public String label() {
    return label;
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
   * What the listing has to say.
   *
   * @return findings in order
   */
  public List<Finding> findings() {
    return findings;
  }

  @Override
  public String toString() {
    return label;
  }
}
