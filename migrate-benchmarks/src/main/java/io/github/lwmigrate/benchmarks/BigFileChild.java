package io.github.lwmigrate.benchmarks;

import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.json.JsonFileSink;
import io.github.lwmigrate.json.JsonSource;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.Source;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** The process with the small heap that {@link BigFile} starts. */
final class BigFileChild {

  private static final double MIB = 1024 * 1024;

  private BigFileChild() {}

  /**
   * Rewrites a file.
   *
   * @param args the file, the file to write, and how many devices there are
   */
  public static void main(String[] args) {
    long expected = Long.parseLong(args[2]);
    AtomicLong outcomes = new AtomicLong();
    MigrationReport report = rewrite(Path.of(args[0]), Path.of(args[1]), outcomes);
    double seconds = report.elapsed().toNanos() / 1e9;
    System.out.printf(
        "Run: %,d outcomes in %.1f s, %,.0f devices/s; heap: at most %.1f MiB of %.1f MiB%n",
        outcomes.get(),
        seconds,
        outcomes.get() / seconds,
        peakHeap() / MIB,
        Runtime.getRuntime().maxMemory() / MIB);
    report.orThrow();
    if (outcomes.get() != expected || report.count(Status.DONE) != expected) {
      throw new IllegalStateException(
          "expected " + expected + " devices done, but the outcomes are " + report.counts());
    }
  }

  private static MigrationReport rewrite(Path input, Path output, AtomicLong outcomes) {
    try (Source origin = JsonSource.of(input);
        Sink file = JsonFileSink.of(output)) {
      return Migration.from(origin)
          .to(file)
          .policy(MigrationPolicy.withoutSession().deviceIdPrefix("moved").build())
          .discardOutcomes()
          .onOutcome(outcome -> outcomes.incrementAndGet())
          .build()
          .run(Selection.all());
    }
  }

  /** The sum of what each part of the heap held at most, at whatever time. */
  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }
}
