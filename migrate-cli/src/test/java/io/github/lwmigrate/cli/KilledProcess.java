package io.github.lwmigrate.cli;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A process that something else can kill as soon as it runs; as SIGKILL, without a last word. */
final class KilledProcess {

  /** What a shell says of a process that was ended by SIGKILL. */
  static final int KILLED = 128 + 9;

  private final CompletableFuture<Process> process = new CompletableFuture<>();

  /** Starts a line that begins with the program, so that it is the process. */
  KilledProcess start(PackagedProgram program, String line) throws IOException {
    process.complete(program.start("exec " + line));
    return this;
  }

  /** Returns when the process is gone. */
  void kill() {
    process.join().destroyForcibly().onExit().join();
  }

  int await() throws InterruptedException {
    return process.join().waitFor();
  }
}
