package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What a migration leaves in place of an AppKey: random bytes that vouch for themselves. */
public final class Tombstone {
  /** How many random bytes there are. */
  public static final int RANDOM = 12;

  private static final int KEY_LENGTH = 16;
  private static final String LABEL = "lw-migrate tombstone";

  private Tombstone() {}

  public static ByteString of(ByteString random, ByteString devEui) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(LABEL.getBytes(StandardCharsets.US_ASCII));
      sha256.update(random.toByteArray());
      byte[] hash = sha256.digest(devEui.toByteArray());
      return random.concat(ByteString.copyFrom(hash, 0, KEY_LENGTH - RANDOM));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime lacks SHA-256", e);
    }
  }
}
