package io.github.lwmigrate.check;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The key that a migration leaves at the origin in place of a root key: {@value #RANDOM} random
 * bytes, then the first bytes of SHA-256 over a label, those random bytes and the DevEUI. Nobody
 * can guess it, and every run recognises it.
 */
final class Tombstone {
  private static final byte[] LABEL = "lw-migrate tombstone".getBytes(StandardCharsets.US_ASCII);
  private static final int RANDOM = 12;
  private static final int LENGTH = 16;

  private Tombstone() {}

  /** The tombstone that begins with 12 bytes. */
  static ByteString of(ByteString random, ByteString devEui) {
    MessageDigest sha256 = sha256();
    sha256.update(LABEL);
    sha256.update(random.toByteArray());
    byte[] hash = sha256.digest(devEui.toByteArray());
    return random.concat(ByteString.copyFrom(hash, 0, LENGTH - RANDOM));
  }

  static boolean isTombstone(ByteString key, ByteString devEui) {
    return key.size() == LENGTH && of(key.substring(0, RANDOM), devEui).equals(key);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime lacks SHA-256", e);
    }
  }
}
