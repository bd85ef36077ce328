package io.github.lwmigrate.device;

/**
 * The DevAddr: the 32-bit address of an end device within its network, assigned with the session
 * (LoRaWAN 1.0.4, section 6.1.1). Immutable and thread-safe.
 *
 * <p>A value of zero means "absent" on the networks; {@link #isZero()} tells.
 */
public final class DevAddr implements Comparable<DevAddr> {

  private static final String WHAT = "a DevAddr";

  private final int value;

  private DevAddr(int value) {
    this.value = value;
  }

  /**
   * Reads the usual text form.
   *
   * @param text 8 hexadecimal digits, most significant byte first, in any case
   * @return the value
   * @throws IllegalArgumentException if the text is anything else
   */
  public static DevAddr of(String text) {
    return of(Hex.parse(text, 4, WHAT));
  }

  /**
   * Reads the bytes as they stand in The Things Stack's messages.
   *
   * @param bytes 4 bytes, most significant first
   * @return the value
   * @throws IllegalArgumentException if there are not exactly 4 bytes
   */
  public static DevAddr of(byte[] bytes) {
    return new DevAddr((int) Hex.toLong(Hex.check(bytes, 4, WHAT)));
  }

  /**
   * The bytes, most significant first.
   *
   * @return a new array of 4 bytes
   */
  public byte[] toBytes() {
    return Hex.toBytes(value, 4);
  }

  /**
   * Whether every bit is zero, which the networks take for "absent".
   *
   * @return true for zero
   */
  public boolean isZero() {
    return value == 0;
  }

  @Override
  public int compareTo(DevAddr other) {
    return Integer.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DevAddr that && that.value == value;
  }

  @Override
  public int hashCode() {
    return Integer.hashCode(value);
  }

  /** The 8 upper-case hexadecimal digits. */
  @Override
  public String toString() {
    return Hex.format(value, 4);
  }
}
