package io.github.lwmigrate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.sqlite.SqliteJournal;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetireApplicationTest {

  @TempDir private Path directory;

  @Test
  void exportsAndSwitchesOff_goesOn_andDeletes() throws IOException {
    Path json = directory.resolve("devices.json");
    Path run = directory.resolve("run.db");
    try (SimulatedApplication application = new SimulatedApplication(12)) {
      // Build folders may be anywhere, also where nothing survives a restart.
      try (Journal journal = SqliteJournal.builder(run).acceptVolatileLocation().create()) {
        MigrationReport report = RetireApplication.export(application.source(), json, journal);
        assertThat(report.isComplete()).as(report.findings().toString()).isTrue();
        assertThat(report.answeredByBoth()).isZero();
      }
      try (Journal journal = SqliteJournal.open(run)) {
        assertThat(RetireApplication.export(application.source(), json, journal).count(Status.DONE))
            .as("going on with a run that has ended")
            .isEqualTo(12);
        assertThat(RetireApplication.delete(application.source(), journal).count(Status.DONE))
            .isEqualTo(12);
      }
      assertThat(application.devices()).isZero();
    }
    assertThat(SimulatedApplication.read(json)).hasSize(12);
  }
}
