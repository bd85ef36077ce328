package io.github.lwmigrate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalThroughputTest {

  @Test
  void run_everyDeviceIsInTheJournal(@TempDir Path folder) throws Exception {
    JournalThroughput.run(200, 1, List.of(1, 4), folder);
    assertThat(folder).isEmptyDirectory();
  }
}
