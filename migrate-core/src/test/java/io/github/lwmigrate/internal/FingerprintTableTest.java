package io.github.lwmigrate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTableTest {

  private static final int NEVER_SPILLS = 1 << 20;
  private static final int SPILLS_AT_ONCE = 1 << 10;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {SPILLS_AT_ONCE, NEVER_SPILLS})
  void anyNames_areFoundWithTheFirstIndex_likeInAMap(int heapSlots) {
    SplittableRandom random = new SplittableRandom(11);
    Map<String, Long> model = new HashMap<>();
    try (FingerprintTable table = new FingerprintTable(heapSlots, folder)) {
      for (long i = 0; i < 20_000; i++) {
        String name = "name " + random.nextInt(15_000);
        assertThat(table.find(name)).isEqualTo(model.getOrDefault(name, -1L));
        table.add(name, i);
        model.putIfAbsent(name, i);
      }
      model.forEach((name, index) -> assertThat(table.find(name)).isEqualTo(index));
      assertThat(table.find("nobody")).isEqualTo(-1);
    }
  }

  @Test
  void spilling_usesOneOwnerOnlyFile_thatIsGoneAfterwards() throws IOException {
    try (FingerprintTable table = new FingerprintTable(SPILLS_AT_ONCE, folder)) {
      for (long i = 0; i < 10_000; i++) {
        table.add("name " + i, i);
      }
      assertThat(files()).hasSize(1);
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        assertThat(Files.getPosixFilePermissions(files().get(0)))
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      }
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void fewNames_needNoFile() throws IOException {
    try (FingerprintTable table = new FingerprintTable(NEVER_SPILLS, folder)) {
      for (long i = 0; i < 10_000; i++) {
        table.add("name " + i, i);
      }
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void folderThatTakesNoFile_saysWhatToDo() {
    try (FingerprintTable table = new FingerprintTable(SPILLS_AT_ONCE, folder.resolve("missing"))) {
      assertThatExceptionOfType(MigrationException.class)
          .isThrownBy(
              () -> {
                for (long i = 0; i < 10_000; i++) {
                  table.add("name " + i, i);
                }
              })
          .withMessageContaining("java.io.tmpdir")
          .satisfies(e -> assertThat(e.stage()).isEqualTo(Stage.CHECK));
      assertThat(table.find("name 500")).as("what was there is still found").isEqualTo(500);
      assertThat(table.find("nobody")).isEqualTo(-1);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
