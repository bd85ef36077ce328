package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code demo}: whole exports from simulated networks, by the commands of the guides. */
final class DemoCommand implements Command {

  private static final String APPLICATION = "demo-app";
  private static final String DEVICES = "--devices";
  private static final String SEED = "--seed";
  private static final long MOST_DEVICES = 100_000;
  private static final String FILE = "devices.json";
  private static final String V2_FILE = "devices-v2.json";

  /** Few, since V2 takes five calls a second. */
  private static final int V2_DEVICES = 3;

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
            "Exports an application from a simulated Things Stack to devices.json, and a few"
                + " devices with live sessions from a simulated Things Network Stack V2 to"
                + " devices-v2.json. Needs no account and no network.",
            "Such a file that no demo wrote is left alone; the demo then works in "
                + DemoFile.DIRECTORY
                + "/.");
    spec.addOption(
        Flags.number(DEVICES, "N", "How many devices The Things Stack has. Default: 40."));
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
    long seed = given.matchedOptionValue(SEED, 1L);
    List<DemoFile> files = DemoFile.in(shell.directory(), FILE, V2_FILE);
    PrintStream out = shell.text();
    int code = fromTheThingsStack(Fleet.seeded(seed, (int) devices), files.get(0), out);
    if (code == ExitCode.DONE) {
      code = fromV2((int) Math.min(devices, V2_DEVICES), seed, files.get(1), out);
    }
    if (code == ExitCode.DONE) {
      next(out, files);
    }
    out.flush();
    return code;
  }

  private int fromTheThingsStack(Fleet fleet, DemoFile file, PrintStream out) {
    try (SimulatedThingsStack stack =
            SimulatedThingsStack.builder().application(APPLICATION, fleet).start();
        DemoFile.Draft draft = file.draft()) {
      out.printf(
          "A simulated Things Stack runs at %s, with %s in application %s.%n",
          stack.address(), Texts.count(fleet.size(), "device"), APPLICATION);
      return migrate(stack, file, draft, out);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /** Exports, as before an import, and deletes at the origin, as after it. */
  private int migrate(
      SimulatedThingsStack stack, DemoFile file, DemoFile.Draft draft, PrintStream out)
      throws IOException {
    Program own =
        program(StackEnvironment.of(stack, APPLICATION, Optional.empty()), draft.journals(), out);
    out.printf(
        "First the devices are exported, and switched off at the origin once they are safe:%n%n"
            + "  %s application --source ttnv3 %s --ttnv3.no-session > %s%n%n",
        shell.name(), APPLICATION, file.shown());
    int code =
        own.run(
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
        own.run(
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

  /** Exports live sessions, and clears them at the origin. */
  private int fromV2(int devices, long seed, DemoFile file, PrintStream out) {
    try (SimulatedNetwork network =
            SimulatedNetwork.TtnV2.start(
                new SimulatedNetwork.Settings(APPLICATION, devices, seed, 0, false, false));
        DemoFile.Draft draft = file.draft()) {
      out.printf(
          "%n%s They are exported with their sessions, and their keys are cleared at the origin"
              + " once they are safe:%n%n  %s application --source ttnv2 %s > %s%n%n",
          network.summary(Texts.count(devices, "device")), shell.name(), APPLICATION, file.shown());
      int code =
          program(network.environment(), draft.journals(), out)
              .run(
                  "application",
                  "--source",
                  "ttnv2",
                  APPLICATION,
                  "--output",
                  draft.path().toString());
      if (code == ExitCode.DONE) {
        draft.publish();
      }
      return code;
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /** The program for a network of the demo, with what it says in the demo's output. */
  private Program program(Map<String, String> network, Path journals, PrintStream out) {
    Map<String, String> environment = new HashMap<>(network);
    environment.put(Runs.VARIABLE, journals.toString());
    return new Program(
        new Shell(
            shell.name(),
            shell.in(),
            shell.out(),
            out,
            shell.terminals(),
            environment::get,
            shell.directory()));
  }

  private static UncheckedIOException cannotWrite(DemoFile file, IOException e) {
    return new UncheckedIOException("the demo cannot write " + file.shown(), e);
  }

  private void next(PrintStream out, List<DemoFile> files) {
    String file = files.get(0).shown();
    out.printf(
        "%n%s and %s hold the devices, one a line, with their keys. Next:%n%n",
        file, files.get(1).shown());
    out.printf("  %s validate %s%n", shell.name(), file);
    out.printf(
        "  %s device --source json --json.file %s --dev-id-prefix north DEVICE%n",
        shell.name(), file);
    out.printf("  %s simulate ttnv3 --devices 1000%n", shell.name());
    out.printf("  %s --help%n%n", shell.name());
    out.printf("Devices of your own are imported with The Things Stack's Console, or with%n%n");
    out.printf("  ttn-lw-cli end-devices create --application-id \"APP\" < devices.json%n");
  }
}
