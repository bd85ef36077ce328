package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.journal.Revision;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Completion;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.StepLog;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code export}: writes the devices of a run again, as they were exported. */
final class ExportRunCommand extends RunCommand {

  ExportRunCommand(Shell shell) {
    super(
        shell,
        "export",
        "Writes the devices of a run as The Things Stack device JSON, as they were exported; asks"
            + " no server. Devices that were rejected are left out.");
  }

  @Override
  void addTo(CommandSpec spec) {
    spec.addPositional(Flags.moreArguments("ID", "Device ids. Without any, all devices."));
    OutputFlags.addPlaceTo(spec);
  }

  @Override
  public int run(ParseResult given) {
    OutputFlags output = OutputFlags.of(shell, given);
    if (output.isNowhere()) {
      throw new UsageException(OutputFlags.TERMINAL);
    }
    List<String> ids = given.matchedPositionalValue(1, List.of());
    long written = 0;
    Set<DeviceRef> left = new LinkedHashSet<>();
    List<String> unknown = new ArrayList<>();
    try (Journal journal = runs(given).look(runId(given));
        Sink sink = output.open(shell)) {
      RunDevices.find(journal, ids)
          .forEach(
              (id, found) -> {
                left.addAll(found);
                if (found.isEmpty()) {
                  unknown.add(id);
                }
              });
      Call call = Call.standalone();
      for (JournaledDevice device : journal.devices()) {
        if ((ids.isEmpty() || left.contains(device.device()))
            && write(journal, device, sink, call)) {
          written++;
          left.remove(device.device());
        }
      }
      sink.finish(new Completion(true, written, left.size() + unknown.size()));
    }
    unknown.forEach(id -> missing(Redaction.of(id), "the run has no such device"));
    left.forEach(device -> missing(device.toString(), "the run did not record it"));
    shell.err().println(Texts.count(written, "device") + " written.");
    return left.isEmpty() && unknown.isEmpty() ? ExitCode.DONE : ExitCode.DEVICES_LEFT;
  }

  private void missing(String device, String reason) {
    shell.err().println("not written " + device + ": " + reason + ".");
  }

  private static boolean write(Journal journal, JournaledDevice device, Sink sink, Call call) {
    return switch (device.state()) {
      case RECORDED, FROZEN, DELIVERED, DESTROYED, DONE, RESTORED -> {
        Optional<Revision> latest = journal.latest(device.index());
        latest.ifPresent(
            revision ->
                sink.store(
                    new Delivery(
                        device.index(),
                        device.device(),
                        revision.exported(),
                        revision.recordedAt()),
                    StepLog.standalone(),
                    call));
        yield latest.isPresent();
      }
      case LISTED, REJECTED, SKIPPED -> false;
    };
  }
}
