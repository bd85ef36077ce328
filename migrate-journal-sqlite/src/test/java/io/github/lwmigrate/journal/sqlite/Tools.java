package io.github.lwmigrate.journal.sqlite;

import java.io.IOException;

/** Programs of the system that some tests need. */
final class Tools {

  private Tools() {}

  /** Whether a program is there and ends well. */
  static boolean works(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
