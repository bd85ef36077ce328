package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.json.DeviceJsonReader;
import io.github.lwmigrate.json.JsonDevice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code rollback}: puts back what a run changed at the origin. */
final class RollbackCommand extends RunCommand {

  private static final String LATEST = "--latest";

  RollbackCommand(Shell shell) {
    super(
        shell,
        "rollback",
        "Puts back what a run changed at the origin: devices that were switched off are as before,"
            + " deleted ones are made again as far as the origin allows. Take them away from the"
            + " target first, or two networks answer them.");
  }

  @Override
  void addTo(CommandSpec spec) {
    spec.addPositional(Flags.moreArguments("ID", "Device ids. Without any, all devices."));
    spec.addOption(
        Flags.value(
            LATEST,
            "FILE",
            "Devices as the target has them now, as The Things Stack device JSON: deleted devices"
                + " go on with the counters and nonces that they have reached there."));
  }

  @Override
  public int run(ParseResult given) {
    try (Journal journal = runs(given).open(runId(given))) {
      PastRun past = PastRun.of(shell, journal, verbose(given));
      MigrateCommand command = past.command();
      String file = given.matchedOptionValue(LATEST, null);
      Map<String, EndDevice> latest = file == null ? Map.of() : read(file);
      try (Origin origin = past.openListed()) {
        Migration.Builder migration =
            Migration.from(origin.source())
                .policy(MigrationPolicy.unchanged().build())
                .journal(journal)
                .discardOutcomes();
        List<String> ids = given.matchedPositionalValue(1, List.of());
        Selection selection = RunDevices.selected(journal, ids);
        MigrationReport report =
            command.watched(
                past.given(),
                migration,
                () ->
                    migration
                        .build()
                        .startRollback(
                            selection,
                            device -> Optional.ofNullable(latest.get(device.deviceId()))));
        return Endings.code(report);
      }
    }
  }

  private Map<String, EndDevice> read(String file) {
    Map<String, EndDevice> devices = new HashMap<>();
    try (DeviceJsonReader reader = DeviceJsonReader.of(InputFile.open(shell, file))) {
      for (Optional<JsonDevice> next = reader.next(); next.isPresent(); next = reader.next()) {
        EndDevice device = next.get().device();
        devices.put(device.deviceId(), device);
      }
    }
    return devices;
  }
}
