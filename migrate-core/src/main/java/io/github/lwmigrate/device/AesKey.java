package io.github.lwmigrate.device;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A 128-bit AES key: a root key or a session key. Immutable and thread-safe.
 *
 * <p>Its text form never holds the key; whoever needs the bytes asks for {@link #toBytes()}. A key
 * of zeros means "absent" on the networks; {@link #isZero()} tells.
 */
public final class AesKey {

  /** The length of a key: 16 bytes. */
  public static final int LENGTH = 16;

  private static final String WHAT = "an AES key";

  private final byte[] bytes;

  private AesKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the usual text form.
   *
   * @param text 32 hexadecimal digits in any case
   * @return the key
   * @throws IllegalArgumentException if the text is anything else; the message does not hold it
   */
  public static AesKey of(String text) {
    return new AesKey(Hex.parse(text, LENGTH, WHAT));
  }

  /**
   * Copies the bytes of a key.
   *
   * @param bytes 16 bytes in the order of the LoRaWAN specification
   * @return the key
   * @throws IllegalArgumentException if there are not exactly 16 bytes
   */
  public static AesKey of(byte[] bytes) {
    return new AesKey(Hex.check(bytes, LENGTH, WHAT).clone());
  }

  /**
   * The key itself. Treat the result as a secret.
   *
   * @return a new array of 16 bytes
   */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /**
   * Whether every byte is zero, which the networks take for "absent".
   *
   * @return true for a key of zeros
   */
  public boolean isZero() {
    return Arrays.equals(bytes, new byte[LENGTH]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AesKey that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Says that there is a key, never which. */
  @Override
  public String toString() {
    return "present";
  }
}
