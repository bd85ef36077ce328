package io.github.lwmigrate.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;

/** Every benchmark once, as small as it goes: shows that they work, not how fast anything is. */
@Command(name = "short", description = "Every benchmark once and small, to see that they work.")
final class ShortRun implements Callable<Integer> {

  private static final long SEED = 1;

  @Override
  public Integer call() throws RunnerException, IOException, InterruptedException {
    DeviceJsonRun.run(1, 1, 200);
    MacStateRun.run(1, 1, 200);
    BigFile.run(20_000, SEED, "64m");
    ExportThroughput.run(500, SEED, Duration.ofMillis(5));
    JournalThroughput.run(500, SEED, List.of(1, 16), Path.of(System.getProperty("java.io.tmpdir")));
    return 0;
  }
}
