package io.github.lwmigrate.cli.internal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the standard streams are connected with.
 *
 * @param in whether standard input is a terminal
 * @param out whether standard output is a terminal
 * @param err whether standard error is a terminal
 * @param noInput whether standard input is the null device, whose end means nothing
 */
record Terminals(boolean in, boolean out, boolean err, boolean noInput) {

  /** Given by the launcher, which can ask the system: the numbers of the streams on a terminal. */
  private static final String PROPERTY = "lwmigrate.terminals";

  static Terminals ofProcess() {
    String given = System.getProperty(PROPERTY);
    if (given != null) {
      return new Terminals(
          given.contains("0"), given.contains("1"), given.contains("2"), isNull(0, given));
    }
    if (Files.exists(Path.of("/proc/self/fd"))) {
      return new Terminals(isTerminal(0), isTerminal(1), isTerminal(2), isNull(0, ""));
    }
    boolean interactive = isConsoleTerminal();
    return new Terminals(interactive, interactive, interactive, false);
  }

  /** Java itself knows only whether both input and output are terminals. */
  @SuppressWarnings("SystemConsoleNull") // From Java 22 on it has to say so itself.
  private static boolean isConsoleTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  private static boolean isTerminal(int stream) {
    String target = target(stream);
    return target.startsWith("/dev/pts/")
        || target.startsWith("/dev/tty")
        || target.equals("/dev/console");
  }

  private static boolean isNull(int stream, String given) {
    return given.contains("n") || target(stream).equals("/dev/null");
  }

  private static String target(int stream) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream)).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
