package io.github.lwmigrate.device;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The key that a migration leaves at the origin in place of a root key: {@value #RANDOM} random
 * bytes, then the first bytes of SHA-256 over a label, those random bytes and the DevEUI. Nobody
 * can guess it, and every run recognises it.
 */
public final class Tombstone {
  private static final byte[] LABEL = "lw-migrate tombstone".getBytes(StandardCharsets.US_ASCII);
  private static final int RANDOM = 12;

  private Tombstone() {}

  /**
   * Makes a tombstone.
   *
   * @param random random bytes; secret enough to make a key of, unless the device is made up
   * @param devEui the device
   * @return a key with which the device cannot join
   */
  public static AesKey create(RandomGenerator random, DevEui devEui) {
    byte[] bytes = new byte[RANDOM];
    random.nextBytes(bytes);
    return AesKey.of(complete(bytes, devEui));
  }

  /**
   * Recognises a tombstone.
   *
   * @param key any key
   * @param devEui the device that has it
   * @return true if {@link #create} made it for this device
   */
  public static boolean isTombstone(AesKey key, DevEui devEui) {
    byte[] bytes = key.toBytes();
    return Arrays.equals(bytes, complete(Arrays.copyOf(bytes, RANDOM), devEui));
  }

  private static byte[] complete(byte[] random, DevEui devEui) {
    MessageDigest sha256 = sha256();
    sha256.update(LABEL);
    sha256.update(random);
    byte[] hash = sha256.digest(devEui.toBytes());
    byte[] key = Arrays.copyOf(random, AesKey.LENGTH);
    System.arraycopy(hash, 0, key, RANDOM, AesKey.LENGTH - RANDOM);
    return key;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
