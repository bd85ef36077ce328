package io.github.lwmigrate.benchmarks;

import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs {@link MacStateBenchmark}: warm, and as the first thing of a process. */
@Command(
    name = "mac-state",
    description = "Time of one MAC state and the rules of bands, and of loading their tables.",
    showDefaultValues = true)
final class MacStateRun implements Callable<Integer> {

  @Option(names = "--processes", description = "Processes that load the tables once.")
  private int processes = 10;

  @Option(names = "--iterations", description = "Warm-up iterations, and as many measured ones.")
  private int iterations = 5;

  @Option(names = "--milliseconds", description = "Length of an iteration.")
  private int milliseconds = 1_000;

  @Override
  public Integer call() throws RunnerException {
    run(processes, iterations, milliseconds);
    return 0;
  }

  static void run(int processes, int iterations, int milliseconds) throws RunnerException {
    TimeValue time = TimeValue.milliseconds(milliseconds);
    print(
        options(MacStateBenchmark.class.getName() + "\\.(state|rules)$")
            .forks(1)
            .warmupIterations(iterations)
            .warmupTime(time)
            .measurementIterations(iterations)
            .measurementTime(time));
    print(
        options(MacStateBenchmark.class.getName() + ".First\\..*")
            .forks(processes)
            .warmupIterations(0)
            .measurementIterations(1));
  }

  private static ChainedOptionsBuilder options(String benchmarks) {
    return new OptionsBuilder()
        .include(benchmarks)
        .jvmArgsAppend("-Xmx1g", "-XX:+UseSerialGC")
        .shouldFailOnError(true);
  }

  private static void print(ChainedOptionsBuilder options) throws RunnerException {
    for (RunResult result : new Runner(options.build()).run()) {
      String plan = result.getParams().getParam("plan");
      System.out.printf(
          "%-12s %-18s %,12.2f us, median of %d%n",
          result.getPrimaryResult().getLabel(),
          plan == null ? "" : plan,
          result.getPrimaryResult().getStatistics().getPercentile(50),
          result.getPrimaryResult().getSampleCount());
    }
  }
}
