package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Completion;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.StepLog;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code export}: writes the devices of a run again, as they were exported. */
final class ExportRunCommand extends RunCommand {

  private static final int PAGE = 500;

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
    long written = 0;
    try (Journal journal = runs(given).look(runId(given));
        Sink sink = output.open(shell)) {
      List<String> ids = given.matchedPositionalValue(1, List.of());
      Optional<Set<DeviceRef>> chosen =
          RunDevices.selected(journal, ids)
              .devices()
              .map(
                  refs ->
                      java.util.stream.StreamSupport.stream(refs.spliterator(), false)
                          .collect(Collectors.toSet()));
      Call call = Call.standalone();
      List<JournaledDevice> page = journal.page(0, PAGE);
      while (!page.isEmpty()) {
        for (JournaledDevice device : page) {
          if (chosen.isEmpty() || chosen.get().contains(device.device())) {
            written += write(journal, device, sink, call);
          }
        }
        page = journal.page(page.get(page.size() - 1).index() + 1, PAGE);
      }
      sink.finish(new Completion(true, written, 0));
    }
    shell.err().println(Texts.count(written, "device") + " written.");
    return ExitCode.DONE;
  }

  private static long write(Journal journal, JournaledDevice device, Sink sink, Call call) {
    return switch (device.state()) {
      case RECORDED, FROZEN, DELIVERED, DESTROYED, DONE, RESTORED ->
          journal
              .latest(device.index())
              .map(
                  revision -> {
                    sink.store(
                        new Delivery(
                            device.index(),
                            device.device(),
                            revision.exported(),
                            revision.recordedAt()),
                        StepLog.standalone(),
                        call);
                    return 1L;
                  })
              .orElse(0L);
      case LISTED, REJECTED, SKIPPED -> 0L;
    };
  }
}
