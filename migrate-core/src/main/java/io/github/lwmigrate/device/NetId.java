package io.github.lwmigrate.device;

/**
 * The NetID: the 24-bit identifier that the LoRa Alliance assigns to a network (LoRaWAN Backend
 * Interfaces 1.0, section 3). Immutable and thread-safe.
 *
 * <p>A value of zero means "absent" on the networks; {@link #isZero()} tells.
 */
public final class NetId implements Comparable<NetId> {

  private static final String WHAT = "a NetID";

  private final int value;

  private NetId(int value) {
    this.value = value;
  }

  /**
   * Reads the usual text form.
   *
   * @param text 6 hexadecimal digits, most significant byte first, in any case
   * @return the value
   * @throws IllegalArgumentException if the text is anything else
   */
  public static NetId of(String text) {
    return of(Hex.parse(text, 3, WHAT));
  }

  /**
   * Reads the bytes as they stand in The Things Stack's messages.
   *
   * @param bytes 3 bytes, most significant first
   * @return the value
   * @throws IllegalArgumentException if there are not exactly 3 bytes
   */
  public static NetId of(byte[] bytes) {
    return new NetId((int) Hex.toLong(Hex.check(bytes, 3, WHAT)));
  }

  /**
   * The bytes, most significant first.
   *
   * @return a new array of 3 bytes
   */
  public byte[] toBytes() {
    return Hex.toBytes(value, 3);
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
  public int compareTo(NetId other) {
    return Integer.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetId that && that.value == value;
  }

  @Override
  public int hashCode() {
    return Integer.hashCode(value);
  }

  /** The 6 upper-case hexadecimal digits. */
  @Override
  public String toString() {
    return Hex.format(value, 3);
  }
}
