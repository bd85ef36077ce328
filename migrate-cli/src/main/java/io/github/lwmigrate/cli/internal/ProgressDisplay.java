package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a run is, on standard error. Called from one thread at a time. */
interface ProgressDisplay extends AutoCloseable {

  void update(Progress progress);

  @Override
  void close();

  /** A bar on a terminal, else a line every so often. */
  static ProgressDisplay on(Shell shell, boolean verbose) {
    return shell.terminals().err() && !verbose ? new Bar(shell.err()) : new Lines(shell.err());
  }

  /** A bar that is drawn anew in place. */
  final class Bar implements ProgressDisplay {

    private static final int WIDTH = 100;

    private final ProgressBar bar;

    Bar(PrintStream err) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("Devices")
              .setStyle(ProgressBarStyle.ASCII)
              .setInitialMax(-1)
              .setUpdateIntervalMillis(200)
              .showSpeed()
              .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
              .build();
    }

    @Override
    public void update(Progress progress) {
      progress.total().ifPresent(bar::maxHint);
      bar.stepTo(progress.finished());
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** Plain lines, none for a run that ends soon. */
  final class Lines implements ProgressDisplay {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PrintStream err;
    private Duration next = INTERVAL;

    Lines(PrintStream err) {
      this.err = err;
    }

    @Override
    public void update(Progress progress) {
      if (progress.elapsed().compareTo(next) < 0) {
        return;
      }
      next = progress.elapsed().plus(INTERVAL);
      StringBuilder line = new StringBuilder().append(progress.finished());
      progress.total().ifPresent(total -> line.append(" of ").append(total));
      line.append(
          String.format(
              Locale.ROOT,
              " devices, %.0f a second, %d calls",
              progress.devicesPerSecond(),
              progress.remoteCalls()));
      progress
          .timeLeft()
          .ifPresent(left -> line.append(", about ").append(Texts.time(left)).append(" left"));
      err.println(line);
    }

    @Override
    public void close() {}
  }
}
