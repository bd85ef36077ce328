package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.json.DeviceJsonException;
import io.github.lwmigrate.json.DeviceJsonReader;
import io.github.lwmigrate.json.DeviceJsonWriter;
import io.github.lwmigrate.json.JsonDevice;
import io.github.lwmigrate.json.JsonNotice;
import io.github.lwmigrate.json.ReadOptions;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code normalize}: any accepted form of device JSON in, one canonical device a line out. */
final class NormalizeCommand implements Command {

  private static final String LENIENT = "--leave-out-unknown-fields";
  private static final String OUTPUT = "--output";

  private final Shell shell;

  NormalizeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public CommandSpec describe() {
    CommandSpec spec =
        Flags.command(
            this,
            "normalize",
            "Rewrites device JSON in any accepted form as one canonical device a line, on standard"
                + " output.",
            "No policy, no check: what each device says stays the same.");
    spec.addPositional(Flags.argument("FILE", "A file of devices, or \"-\" for standard input."));
    spec.addOption(
        Flags.flag(
            LENIENT,
            "Leaves out fields that the device JSON does not have, instead of refusing them."));
    spec.addOption(
        Flags.value(OUTPUT, "-", "\"-\" shows devices also where standard output is a terminal."));
    spec.usageMessage()
        .footer("", "Example:", "  " + shell.name() + " normalize old.json > devices.json");
    return spec;
  }

  @Override
  public int run(ParseResult given) {
    String output = given.matchedOptionValue(OUTPUT, null);
    if (output != null && !output.equals("-")) {
      throw new UsageException(OUTPUT + " takes \"-\" alone here; redirect standard output.");
    }
    if (output == null && shell.terminals().out()) {
      throw new UsageException(OutputFlags.TERMINAL);
    }
    boolean lenient = Flags.isOn(given, LENIENT);
    ReadOptions options =
        lenient ? ReadOptions.strict().leaveOutUnknownFields() : ReadOptions.strict();
    long written = 0;
    long refused = 0;
    try (DeviceJsonReader reader =
            DeviceJsonReader.of(
                InputFile.open(shell, given.matchedPositionalValue(0, "")), options);
        DeviceJsonWriter writer = DeviceJsonWriter.to(shell.devices())) {
      for (boolean more = true; more; ) {
        try {
          Optional<JsonDevice> next = reader.next();
          more = next.isPresent();
          if (next.isPresent()) {
            next.get().notices().forEach(this::report);
            writer.write(next.get().device());
            written++;
          }
        } catch (DeviceJsonException e) {
          refused++;
          shell.err().println("lw-migrate: " + e.getMessage());
        }
      }
    }
    shell
        .err()
        .println(
            Texts.count(written, "device")
                + " written"
                + (refused == 0 ? "." : ", " + refused + " refused."));
    return refused == 0 ? ExitCode.DONE : ExitCode.DEVICES_LEFT;
  }

  private void report(JsonNotice notice) {
    shell
        .err()
        .printf(
            "line %d, column %d: %s %s%n",
            notice.line(),
            notice.column(),
            notice.kind() == JsonNotice.Kind.UNKNOWN_FIELD
                ? "unknown field left out:"
                : "field given twice, the last counts:",
            notice.field());
  }
}
