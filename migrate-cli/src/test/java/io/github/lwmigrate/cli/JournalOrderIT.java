package io.github.lwmigrate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lwmigrate.cli.PackagedProgram.Ended;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That a process was killed does not show what had reached the disk; its system calls do. The
 * journal is forced to disk before a call that changes the origin is written to the network.
 */
@EnabledOnOs(OS.LINUX)
class JournalOrderIT {

  private static final String DEVICE = KnownOrigin.id(0);

  /** A line of a trace: process, call, the rest. */
  private static final Pattern LINE = Pattern.compile("(\\d+) +(<\\.\\.\\. )?(\\w+)(.*)");

  /** A method in a request, whose name HTTP/2 writes as it is. */
  private static final Pattern METHOD = Pattern.compile("/ttn\\.lorawan\\.v3\\.(\\w+/\\w+)");

  @TempDir Path directory;

  private enum Kind {
    READ,
    CHANGE,
    WRITTEN,
    FORCED
  }

  private record Event(Kind kind, String what) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " --delete-source-device",
        " --no-session --delete-source-device",
        " --no-session --invalidate-app-key"
      })
  void journalIsForcedToDisk_beforeTheOriginIsChanged(String flags) throws Exception {
    assumeTrue(isTracing(), "strace may trace processes");
    try (KnownOrigin origin = KnownOrigin.start(1, 8)) {
      PackagedProgram program = new PackagedProgram(directory).environment(origin.environment());

      Ended ended =
          program.run(
              "strace -f -yy -s 65536 -o trace.txt"
                  + " -e trace=fsync,fdatasync,write,writev,sendto,sendmsg,pwrite64"
                  + " lw-migrate tts device "
                  + DEVICE
                  + flags);

      assertThat(ended.code()).as(ended.err()).isZero();
      List<Event> events = events(program.file("trace.txt"));
      assertThat(events.stream().filter(event -> event.kind() == Kind.CHANGE).map(Event::what))
          .containsExactlyElementsOf(
              origin.changes().stream().map(operation -> operation.method()).toList());
      int change = indexOf(events, Kind.CHANGE, "");
      int read =
          Math.max(
              indexOf(events, Kind.READ, "JsEndDeviceRegistry/Get"),
              indexOf(events, Kind.READ, "AsEndDeviceRegistry/Get"));
      assertThat(events.subList(read, change).stream().map(Event::kind))
          .as("what was read is written and forced before the first change")
          .containsSubsequence(Kind.WRITTEN, Kind.FORCED);
      assertThat(unforced(events)).as("changes while something was not forced").isEmpty();
    }
  }

  private static List<String> unforced(List<Event> events) {
    List<String> unforced = new ArrayList<>();
    boolean forced = true;
    for (Event event : events) {
      switch (event.kind()) {
        case WRITTEN -> forced = false;
        case FORCED -> forced = true;
        case CHANGE -> {
          if (!forced) {
            unforced.add(event.what());
          }
        }
        case READ -> {}
      }
    }
    return unforced;
  }

  private static int indexOf(List<Event> events, Kind kind, String what) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).kind() == kind && events.get(i).what().contains(what)) {
        return i;
      }
    }
    throw new AssertionError("the trace has no " + kind + " " + what);
  }

  private static List<Event> events(Path trace) throws Exception {
    List<Event> events = new ArrayList<>();
    Map<String, String> unfinished = new HashMap<>();
    for (String text : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
      Matcher line = LINE.matcher(text);
      if (!line.matches()) {
        continue;
      }
      String process = line.group(1);
      String rest = line.group(4);
      switch (line.group(3)) {
        case "fsync", "fdatasync" -> {
          String file = line.group(2) == null ? rest : unfinished.getOrDefault(process, "");
          if (rest.endsWith("<unfinished ...>")) {
            unfinished.put(process, rest);
          } else if (file.contains(".db-wal>") && rest.endsWith("= 0")) {
            events.add(new Event(Kind.FORCED, ""));
          }
        }
        case "pwrite64" -> {
          // Written once it begins: that it has ended is told by forcing it.
          if (line.group(2) == null && rest.contains(".db-wal>")) {
            events.add(new Event(Kind.WRITTEN, ""));
          }
        }
        default -> {
          Matcher method = METHOD.matcher(rest);
          while (method.find()) {
            String name = method.group(1);
            boolean changes = name.endsWith("/Set") || name.endsWith("/Delete");
            events.add(new Event(changes ? Kind.CHANGE : Kind.READ, name));
          }
        }
      }
    }
    return events;
  }

  private static boolean isTracing() throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", "strace -o /dev/null true")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }
}
