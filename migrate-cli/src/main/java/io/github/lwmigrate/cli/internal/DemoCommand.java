package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code demo}: a whole export from a simulated network, by the command of the guides. */
final class DemoCommand implements Command {

  private static final String APPLICATION = "demo-app";
  private static final String DEVICES = "--devices";
  private static final String SEED = "--seed";
  private static final long MOST_DEVICES = 100_000;

  private final Shell shell;

  DemoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public CommandSpec describe() {
    CommandSpec spec =
        Flags.command(
            this,
            "demo",
            "Exports an application from a simulated Things Stack to devices.json. Needs no account"
                + " and no network.",
            "A devices.json that no demo wrote is left alone; the demo then works in "
                + DemoFile.DIRECTORY
                + "/.");
    spec.addOption(Flags.number(DEVICES, "N", "How many devices. Default: 40."));
    spec.addOption(
        Flags.number(SEED, "S", "The same seed always makes the same devices. Default: 1."));
    return spec;
  }

  @Override
  public int run(ParseResult given) {
    long devices = given.matchedOptionValue(DEVICES, 40L);
    if (devices < 1 || devices > MOST_DEVICES) {
      throw new UsageException(
          DEVICES + " takes a whole number from 1 to " + MOST_DEVICES + " here.");
    }
    Logging.configureTransport(false);
    Fleet fleet = Fleet.seeded(given.matchedOptionValue(SEED, 1L), (int) devices);
    DemoFile file = DemoFile.in(shell.directory());
    PrintStream out = shell.text();
    int code;
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder().application(APPLICATION, fleet).start();
        DemoFile.Draft draft = file.draft()) {
      out.printf(
          "A simulated Things Stack runs at %s, with %s in application %s.%n",
          stack.address(), Texts.count(devices, "device"), APPLICATION);
      code = migrate(stack, file, draft, out);
    } catch (IOException e) {
      throw new UncheckedIOException("the demo cannot write " + file.shown(), e);
    }
    if (code == ExitCode.DONE) {
      next(out, file);
    }
    out.flush();
    return code;
  }

  /** Exports, as before an import, and deletes at the origin, as after it. */
  private int migrate(
      SimulatedThingsStack stack, DemoFile file, DemoFile.Draft draft, PrintStream out)
      throws IOException {
    Map<String, String> environment =
        new HashMap<>(StackEnvironment.of(stack, APPLICATION, Optional.empty()));
    environment.put(Runs.VARIABLE, draft.journals().toString());
    Shell own =
        new Shell(
            shell.name(),
            shell.in(),
            shell.out(),
            out,
            shell.terminals(),
            environment::get,
            shell.directory());
    out.printf(
        "First the devices are exported, and switched off at the origin once they are safe:%n%n"
            + "  %s application --source ttnv3 %s --ttnv3.no-session > %s%n%n",
        shell.name(), APPLICATION, file.shown());
    int code =
        new Program(own)
            .run(
                "application",
                "--source",
                "ttnv3",
                APPLICATION,
                "--ttnv3.no-session",
                "--output",
                draft.path().toString());
    if (code != ExitCode.DONE) {
      return code;
    }
    draft.publish();
    out.printf(
        "%nThen, when they work at the target, they are deleted at the origin by what the first"
            + " command has recorded:%n%n  %s application --source ttnv3 %s"
            + " --ttnv3.delete-source-device%n%n",
        shell.name(), APPLICATION);
    code =
        new Program(own)
            .run(
                "application",
                "--source",
                "ttnv3",
                APPLICATION,
                "--ttnv3.delete-source-device",
                "--output",
                "-");
    out.printf(
        "%nThe origin has no device any more; a run can be told, resumed and rolled back as long as"
            + " its journal is kept (%s runs --help).%n",
        shell.name());
    return code;
  }

  private void next(PrintStream out, DemoFile file) {
    out.printf("%n%s holds the devices, one a line, with their keys. Next:%n%n", file.shown());
    out.printf("  %s validate %s%n", shell.name(), file.shown());
    out.printf(
        "  %s device --source json --json.file %s --dev-id-prefix north DEVICE%n",
        shell.name(), file.shown());
    out.printf("  %s simulate ttnv3 --devices 1000%n", shell.name());
    out.printf("  %s --help%n%n", shell.name());
    out.printf("Devices of your own are imported with The Things Stack's Console, or with%n%n");
    out.printf("  ttn-lw-cli end-devices create --application-id \"APP\" < devices.json%n");
  }
}
