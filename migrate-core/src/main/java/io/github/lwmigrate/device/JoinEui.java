package io.github.lwmigrate.device;

/**
 * The JoinEUI, called AppEUI before LoRaWAN 1.0.4: the 64-bit identifier of the Join Server of an
 * end device (LoRaWAN 1.0.4, section 6.2.2). Immutable and thread-safe.
 *
 * <p>A value of zero means "absent" on the networks; {@link #isZero()} tells.
 */
public final class JoinEui implements Comparable<JoinEui> {

  private static final String WHAT = "a JoinEUI";

  private final long value;

  private JoinEui(long value) {
    this.value = value;
  }

  /**
   * Reads the usual text form.
   *
   * @param text 16 hexadecimal digits, most significant byte first, in any case
   * @return the value
   * @throws IllegalArgumentException if the text is anything else
   */
  public static JoinEui of(String text) {
    return of(Hex.parse(text, 8, WHAT));
  }

  /**
   * Reads the bytes as they stand in The Things Stack's messages.
   *
   * @param bytes 8 bytes, most significant first
   * @return the value
   * @throws IllegalArgumentException if there are not exactly 8 bytes
   */
  public static JoinEui of(byte[] bytes) {
    return new JoinEui(Hex.toLong(Hex.check(bytes, 8, WHAT)));
  }

  /**
   * The bytes, most significant first.
   *
   * @return a new array of 8 bytes
   */
  public byte[] toBytes() {
    return Hex.toBytes(value, 8);
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
  public int compareTo(JoinEui other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JoinEui that && that.value == value;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(value);
  }

  /** The 16 upper-case hexadecimal digits. */
  @Override
  public String toString() {
    return Hex.format(value, 8);
  }
}
