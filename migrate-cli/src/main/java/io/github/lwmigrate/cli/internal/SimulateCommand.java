package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.TtnV2Fleet;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code simulate}: a simulated network that runs until it is ended. */
final class SimulateCommand implements Command {

  private static final String DEVICES = "--devices";
  private static final String SEED = "--seed";
  private static final String PORT = "--port";
  private static final String TLS = "--tls";
  private static final String AWKWARD = "--awkward";
  private static final String APPLICATION = "--app-id";

  private static final int HIGHEST_PORT = 65_535;

  private final Shell shell;

  SimulateCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public CommandSpec describe() {
    CommandSpec spec =
        Flags.command(
            this,
            "simulate",
            "Runs a simulated network on this machine, to try the program without an account.",
            "Prints the environment to use, one NAME=value a line, and runs until standard input"
                + " is closed or the process is ended.");
    spec.addPositional(Flags.argument("NETWORK", "The kind of network: ttnv3 (tts) or ttnv2."));
    spec.addOption(
        Flags.number(DEVICES, "N", "How many devices the application has. Default: 100."));
    spec.addOption(
        Flags.number(SEED, "S", "The same seed always makes the same devices. Default: 1."));
    spec.addOption(
        Flags.number(PORT, "P", "The port; of ttnv2 that of discovery. Default: a free one."));
    spec.addOption(Flags.value(APPLICATION, "APP", "The application. Default: simulated-app."));
    spec.addOption(Flags.flag(TLS, "Speaks TLS, with a certificate authority made for it."));
    spec.addOption(Flags.flag(AWKWARD, "Every tenth device is one that needs attention."));
    spec.usageMessage()
        .footer(
            "",
            "Example, in two terminals:",
            "  " + shell.name() + " simulate ttnv3 --devices 1000 --port 1884 | tee simulated.env",
            "  set -a; . ./simulated.env; " + shell.name() + " tts application > devices.json");
    return spec;
  }

  @Override
  public int run(ParseResult given) {
    String kind = given.matchedPositionalValue(0, "");
    Function<SimulatedNetwork.Settings, SimulatedNetwork> start =
        switch (kind) {
          case "ttnv3", "tts" -> SimulatedNetwork.Stack::start;
          case "ttnv2" -> SimulatedNetwork.TtnV2::start;
          default ->
              throw new UsageException(
                  "there is no such network to simulate; known are ttnv3 (tts), ttnv2.");
        };
    int mostDevices = kind.equals("ttnv2") ? TtnV2Fleet.MAX_SIZE : Fleet.MAX_SIZE;
    SimulatedNetwork.Settings settings =
        new SimulatedNetwork.Settings(
            given.matchedOptionValue(APPLICATION, "simulated-app"),
            (int) within(given, DEVICES, 100, mostDevices),
            given.matchedOptionValue(SEED, 1L),
            (int) within(given, PORT, 0, HIGHEST_PORT),
            Flags.isOn(given, TLS),
            Flags.isOn(given, AWKWARD));
    Logging.configureTransport(false);
    try (SimulatedNetwork network = start.apply(settings)) {
      PrintStream out = shell.text();
      network.environment().forEach((name, value) -> out.println(name + "=" + value));
      out.flush();
      shell.err().println(network.summary(Texts.count(settings.devices(), "device")));
      awaitEnd();
    }
    return ExitCode.DONE;
  }

  private static long within(ParseResult given, String name, long otherwise, long most) {
    long number = given.matchedOptionValue(name, otherwise);
    if (number < 0 || number > most) {
      throw new UsageException(name + " takes a whole number from 0 to " + most + ".");
    }
    return number;
  }

  /** The end of standard input, unless it never had one; a signal ends the process anyhow. */
  private void awaitEnd() {
    try {
      if (shell.terminals().noInput()) {
        new CountDownLatch(1).await();
      }
      shell.in().transferTo(OutputStream.nullOutputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("standard input cannot be read", e);
    }
  }
}
