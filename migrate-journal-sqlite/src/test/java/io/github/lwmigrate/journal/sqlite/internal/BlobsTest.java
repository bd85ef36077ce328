package io.github.lwmigrate.journal.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlobsTest {

  private static final String PLACE = Blobs.place("original", 17, 2);

  private static void assertDamaged(String place, byte[] stored) {
    assertThatExceptionOfType(Blobs.DamageException.class)
        .isThrownBy(() -> Blobs.open(place, stored))
        .withMessageContaining(place);
  }

  @Test
  void content_comesBack() throws Exception {
    for (int length : new int[] {0, 1, 1_500, 100_000}) {
      byte[] content = new byte[length];
      new Random(length).nextBytes(content);
      assertThat(Blobs.open(PLACE, Blobs.seal(PLACE, content))).isEqualTo(content);
    }
  }

  @Test
  void everyChangedBit_isFound() {
    byte[] content = new byte[200];
    new Random(1).nextBytes(content);
    byte[] stored = Blobs.seal(PLACE, content);
    for (int bit = 0; bit < stored.length * 8; bit++) {
      byte[] changed = stored.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertDamaged(PLACE, changed);
    }
  }

  @Test
  void cutOrMovedContent_isFound() {
    byte[] stored = Blobs.seal(PLACE, new byte[100]);
    for (int length = 0; length < stored.length; length++) {
      assertDamaged(PLACE, Arrays.copyOf(stored, length));
    }
    assertDamaged(Blobs.place("exported", 17, 2), stored);
    assertDamaged(Blobs.place("original", 18, 2), stored);
    assertDamaged(Blobs.place("original", 17, 3), stored);
  }
}
