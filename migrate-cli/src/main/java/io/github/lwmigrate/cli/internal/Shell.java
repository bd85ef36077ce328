package io.github.lwmigrate.cli.internal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the program gets from whoever started it.
 *
 * @param name how the program was called
 * @param in standard input
 * @param out standard output, where devices go; not buffered
 * @param err standard error, where everything else goes
 * @param terminals which of them are terminals
 * @param environment the value of an environment variable, or null
 * @param directory the working directory
 */
public record Shell(
    String name,
    InputStream in,
    OutputStream out,
    PrintStream err,
    Terminals terminals,
    UnaryOperator<@Nullable String> environment,
    Path directory) {

  /**
   * The shell of this process.
   *
   * @return standard streams, environment and working directory
   */
  public static Shell ofProcess() {
    return new Shell(
        System.getProperty("lwmigrate.name", "lw-migrate"),
        System.in,
        new FileOutputStream(FileDescriptor.out),
        System.err,
        Terminals.ofProcess(),
        System::getenv,
        Path.of(""));
  }

  /** Standard output for text; UTF-8, as devices are. */
  PrintStream text() {
    return new PrintStream(new BufferedOutputStream(out), false, StandardCharsets.UTF_8);
  }

  /** Standard output for devices, which reach it when they fill a buffer or all are written. */
  OutputStream devices() {
    return new BufferedOutputStream(out, 1 << 16);
  }

  void notice(String text) {
    err.println("Note: " + text);
  }
}
