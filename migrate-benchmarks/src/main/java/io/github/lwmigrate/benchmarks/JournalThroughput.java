package io.github.lwmigrate.benchmarks;

import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.journal.sqlite.SqliteJournal;
import io.github.lwmigrate.spi.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Devices through the durable journal, by one thread and by many that share its commits. */
@Command(
    name = "journal",
    description = "Devices through the durable journal, three durable points each.",
    showDefaultValues = true)
final class JournalThroughput implements Callable<Integer> {

  private static final int PAGE = 1_000;

  @Option(names = "--devices", description = "How many devices each part has.")
  private int devices = 10_000;

  @Option(names = "--seed", description = "Decides what the devices are.")
  private long seed = 1;

  @Option(names = "--producers", split = ",", description = "Numbers of threads that append.")
  private List<Integer> producers = List.of(1, 16, 32);

  @Option(names = "--directory", description = "Where the journals are; the disk that is measured.")
  private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

  @Override
  public Integer call() throws IOException, InterruptedException {
    run(devices, seed, producers, directory);
    return 0;
  }

  static void run(int devices, long seed, List<Integer> producers, Path directory)
      throws IOException, InterruptedException {
    List<EndDevice> forms;
    try (SeededDevices fleet = SeededDevices.of(seed, Math.min(devices, 1_000))) {
      forms = fleet.stream().toList();
    }
    double bytes =
        forms.stream().mapToInt(form -> form.toProto().getSerializedSize()).average().orElse(0);
    System.out.printf("Forms of %.0f bytes on average%n", bytes);
    double alone = 0;
    for (int threads : producers) {
      double rate = measure(forms, devices, threads, directory);
      alone = alone == 0 ? rate : alone;
      System.out.printf(
          "%d producers: %,.0f devices a second, %.1f times the first%n",
          threads, rate, rate / alone);
    }
  }

  private static double measure(List<EndDevice> forms, int devices, int threads, Path directory)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(directory, "journal-");
    Path file = folder.resolve("run.db");
    try {
      double rate;
      try (SqliteJournal journal = SqliteJournal.builder(file).acceptVolatileLocation().create()) {
        journal.begin(new RunDescription("run", Instant.now(), "", "", "", "", Map.of()));
        list(journal, forms, devices);
        rate = work(journal, forms, devices, threads);
        read(journal, devices);
      }
      System.out.printf("%,d bytes a device%n", Files.size(file) / devices);
      return rate;
    } finally {
      try (var left = Files.list(folder)) {
        for (Path path : left.toList()) {
          Files.delete(path);
        }
      }
      Files.delete(folder);
    }
  }

  private static void list(SqliteJournal journal, List<EndDevice> forms, int devices) {
    long start = System.nanoTime();
    List<JournalEvent> page = new ArrayList<>();
    for (int i = 0; i < devices; i++) {
      EndDevice form = forms.get(i % forms.size());
      page.add(new JournalEvent.Listed(i, form.ref(), "device " + i, new byte[0], List.of()));
      if (page.size() == PAGE || i == devices - 1) {
        journal.append(page);
        page.clear();
      }
    }
    journal.append(List.of(new JournalEvent.ListingCompleted()));
    System.out.printf("listing: %,.0f a second; ", devices / seconds(start));
  }

  private static double work(SqliteJournal journal, List<EndDevice> forms, int devices, int threads)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    ExecutorService producers = Executors.newFixedThreadPool(threads);
    long start = System.nanoTime();
    try {
      List<Future<?>> under = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        under.add(
            producers.submit(
                () -> {
                  for (int n = next.getAndIncrement(); n < devices; n = next.getAndIncrement()) {
                    move(journal, forms.get(n % forms.size()), n);
                  }
                }));
      }
      for (Future<?> one : under) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a device was not written", e);
    } finally {
      producers.shutdownNow();
    }
    return devices / seconds(start);
  }

  /** What must be on disk before the target, before the origin, and at the end. */
  private static void move(SqliteJournal journal, EndDevice form, int index) {
    journal.append(
        List.of(
            new JournalEvent.Recorded(
                index, form, form, Instant.EPOCH, false, List.of(), List.of())));
    journal.append(List.of(new JournalEvent.Delivered(index, new Receipt("line " + index))));
    journal.append(List.of(new JournalEvent.Reached(index, DeviceState.DONE)));
  }

  private static void read(SqliteJournal journal, int devices) {
    long start = System.nanoTime();
    long from = 0;
    for (List<JournaledDevice> page = journal.page(from, PAGE);
        !page.isEmpty();
        page = journal.page(from, PAGE)) {
      from = page.get(page.size() - 1).index() + 1;
    }
    if (from != devices || journal.counts().getOrDefault(DeviceState.DONE, 0L) != devices) {
      throw new IllegalStateException("the journal shows " + from + " of " + devices + " devices");
    }
    System.out.printf("reading pages: %,.0f a second; ", devices / seconds(start));
  }

  private static double seconds(long start) {
    return Math.max(System.nanoTime() - start, 1) / 1e9;
  }
}
