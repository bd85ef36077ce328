package io.github.lwmigrate.journal.sqlite;

import io.github.lwmigrate.journal.JournalException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A process of its own that works on a journal, and tells on standard output what happens. */
final class Child implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;

  private Child(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static Child java(String... arguments) throws IOException {
    return start(command(arguments));
  }

  static Child start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new Child(process);
  }

  /** JVM options first, then what {@link #main} takes. */
  static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    List<String> rest = new ArrayList<>(List.of(arguments));
    while (rest.get(0).startsWith("-")) {
      command.add(rest.remove(0));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    command.addAll(rest);
    return command;
  }

  /** The next line; null at the end. */
  @Nullable String line() throws IOException {
    return out.readLine();
  }

  /** Everything that is still to come. */
  String rest() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      all.append(line).append('\n');
    }
    return all.toString();
  }

  long pid() {
    return process.pid();
  }

  /** Ends it at once; what it told before can still be read. */
  void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  int end() throws Exception {
    process.getOutputStream().close();
    return process.waitFor();
  }

  @Override
  public void close() {
    kill();
  }

  /**
   * Does one thing with a journal.
   *
   * @param arguments what, and with which file
   * @throws Exception if that fails otherwise than by a JournalException
   */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[1]);
    try {
      switch (arguments[0]) {
        case "hold" -> hold(file);
        case "look" -> look(file);
        case "load" -> load(file, Integer.parseInt(arguments[2]), Long.parseLong(arguments[3]));
        default -> throw new IllegalArgumentException(arguments[0]);
      }
      say("end");
    } catch (JournalException e) {
      say("refused " + e.getMessage());
    }
  }

  /** Opens a journal and keeps it until standard input ends. */
  private static void hold(Path file) throws IOException {
    try (SqliteJournal journal = SqliteJournal.open(file)) {
      say("open " + journal.progress().listed());
      while (System.in.read() >= 0) {
        // Until the parent ends it.
      }
    }
  }

  private static void look(Path file) {
    try (SqliteJournal journal = SqliteJournal.openReadOnly(file)) {
      say("sees " + journal.counts());
    }
  }

  /** Records listed devices with some threads, naming each that is acknowledged. */
  private static void load(Path file, int threads, long devices) throws Exception {
    try (SqliteJournal journal =
        Files.exists(file)
            ? SqliteJournal.open(file)
            : SqliteJournal.builder(file).acceptVolatileLocation().create()) {
      if (journal.run().isEmpty()) {
        journal.begin(Samples.run());
        journal.append(Samples.listing(devices));
      }
      AtomicLong next = new AtomicLong();
      List<Thread> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Thread worker = new Thread(() -> record(journal, next, devices));
        worker.start();
        workers.add(worker);
      }
      for (Thread worker : workers) {
        worker.join();
      }
    }
  }

  private static void record(SqliteJournal journal, AtomicLong next, long devices) {
    try {
      for (long i = next.getAndIncrement(); i < devices; i = next.getAndIncrement()) {
        journal.append(List.of(Samples.recorded(i)));
        say("acknowledged " + i);
      }
    } catch (JournalException e) {
      say("refused " + e.getMessage());
    }
  }

  private static synchronized void say(String line) {
    System.out.println(line);
  }
}
