package io.github.lwmigrate.benchmarks;

import io.github.lwmigrate.json.DeviceJsonWriter;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A whole run with a big file: read, checked, changed by a policy and rewritten, by a process of
 * its own with a small heap.
 */
@Command(
    name = "big-file",
    description =
        "Reads, checks, changes and rewrites a devices.json in a process with a small heap.",
    showDefaultValues = true)
final class BigFile implements Callable<Integer> {

  @Option(names = "--devices", description = "How many devices the file has.")
  private int devices = 1_000_000;

  @Option(names = "--seed", description = "Decides what the devices are.")
  private long seed = 1;

  @Option(names = "--heap", description = "The largest heap of the process, as in -Xmx.")
  private String heap = "64m";

  @Override
  public Integer call() throws IOException, InterruptedException {
    run(devices, seed, heap);
    return 0;
  }

  static void run(int devices, long seed, String heap) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("big-file");
    Path input = directory.resolve("devices.json");
    Path output = directory.resolve("moved.json");
    try {
      write(input, devices, seed);
      System.out.printf("Input: %,d devices, %,d bytes%n", devices, Files.size(input));
      rewrite(input, output, devices, heap);
      System.out.printf("Output: %,d bytes%n", Files.size(output));
      long lines = lines(output);
      if (lines != devices) {
        throw new IllegalStateException("the output has " + lines + " devices");
      }
    } finally {
      Files.deleteIfExists(input);
      Files.deleteIfExists(output);
      Files.delete(directory);
    }
  }

  private static void write(Path input, int devices, long seed) throws IOException {
    try (SeededDevices fleet = SeededDevices.of(seed, devices);
        DeviceJsonWriter writer =
            DeviceJsonWriter.to(new BufferedOutputStream(Files.newOutputStream(input)))) {
      fleet.stream().forEach(writer::write);
    }
  }

  private static void rewrite(Path input, Path output, int devices, String heap)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx" + heap,
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            BigFileChild.class.getName(),
            input.toString(),
            output.toString(),
            Integer.toString(devices));
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader lines = child.inputReader()) {
      lines.lines().forEach(System.out::println);
    }
    int exit = child.waitFor();
    if (exit != 0) {
      throw new IllegalStateException("the process ended with exit code " + exit);
    }
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }
}
