package io.github.lwmigrate.benchmarks;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs {@link DeviceJsonBenchmark} with the profiler of the garbage collector. */
@Command(
    name = "json",
    description = "Time and allocation of reading and writing the JSON of one device.",
    showDefaultValues = true)
final class DeviceJsonRun implements Callable<Integer> {

  private static final String ALLOCATION = "gc.alloc.rate.norm";

  @Option(names = "--forks", description = "Child processes for each benchmark.")
  private int forks = 2;

  @Option(names = "--iterations", description = "Warm-up iterations, and as many measured ones.")
  private int iterations = 5;

  @Option(names = "--milliseconds", description = "Length of an iteration.")
  private int milliseconds = 1_000;

  @Override
  public Integer call() throws RunnerException {
    run(forks, iterations, milliseconds);
    return 0;
  }

  static void run(int forks, int iterations, int milliseconds) throws RunnerException {
    TimeValue time = TimeValue.milliseconds(milliseconds);
    var options =
        new OptionsBuilder()
            .include(DeviceJsonBenchmark.class.getName())
            .forks(forks)
            .warmupIterations(iterations)
            .warmupTime(time)
            .measurementIterations(iterations)
            .measurementTime(time)
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend("-Xmx1g", "-XX:+UseSerialGC")
            .shouldFailOnError(true)
            .build();
    Map<String, Cost> costs =
        new Runner(options)
            .run().stream()
                .collect(
                    Collectors.toMap(
                        result -> result.getPrimaryResult().getLabel(), DeviceJsonRun::cost));
    for (String verb : new String[] {"write", "read"}) {
      double jsonFormat = Objects.requireNonNull(costs.get(verb + "JsonFormat")).microseconds;
      for (String who : new String[] {"", "JsonFormat", "GsonTree"}) {
        Cost cost = Objects.requireNonNull(costs.get(verb + who));
        System.out.printf(
            "%-16s %8.1f us/device %,9.0f bytes/device, %.2f times the speed of JsonFormat%n",
            verb + who, cost.microseconds, cost.bytes, jsonFormat / cost.microseconds);
      }
    }
  }

  private record Cost(double microseconds, double bytes) {}

  private static Cost cost(RunResult result) {
    return new Cost(
        result.getPrimaryResult().getScore(),
        Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATION)).getScore());
  }
}
