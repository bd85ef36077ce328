package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.Sink;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.ParseResult;

/** An export that changes its origin once the devices are safe, with a journal. */
final class RetiringExport {

  private final Shell shell;
  private final MigrateCommand command;
  private final Origin origin;
  private final MigrationPolicy policy;
  private final KnownRuns known;
  private final ParseResult given;
  private final Runs runs;

  RetiringExport(
      Shell shell,
      MigrateCommand command,
      Origin origin,
      MigrationPolicy policy,
      KnownRuns known,
      ParseResult given) {
    this.shell = shell;
    this.command = command;
    this.origin = origin;
    this.policy = policy;
    this.known = known;
    this.given = given;
    this.runs = Runs.of(shell, given);
  }

  int run(OutputFlags output) {
    RunTexts.unfinished(shell, runs);
    Selection selection = command.selection(origin, given);
    if (!policy.retirements().contains(Retirement.DELETE)) {
      return export(output, selection);
    }
    // The guides delete by a second command after the import: then the first one's journal counts.
    Map<String, List<DeviceRef>> delivered = new LinkedHashMap<>();
    List<DeviceRef> others = new ArrayList<>();
    if (known.isEmpty()) {
      return export(output, selection);
    }
    sort(selection, delivered, others);
    known.release();
    if (delivered.isEmpty() && selection.devices().isEmpty()) {
      return export(output, selection);
    }
    int code = ExitCode.DONE;
    for (Map.Entry<String, List<DeviceRef>> each : delivered.entrySet()) {
      code = Math.max(code, retire(each.getKey(), each.getValue()));
    }
    return others.isEmpty() ? code : Math.max(code, export(output, Selection.devices(others)));
  }

  /** Tells the devices that a run delivered from those that none did. */
  private void sort(
      Selection selection, Map<String, List<DeviceRef>> delivered, List<DeviceRef> others) {
    List<DeviceRef> all = new ArrayList<>();
    OptionalLong limit = selection.limit();
    origin
        .source()
        .list(
            selection,
            (Listed entry) -> {
              if (limit.isEmpty() || all.size() < limit.getAsLong()) {
                all.add(entry.ref());
              }
            },
            Call.standalone());
    for (DeviceRef device : all) {
      Optional<KnownRuns.Delivered> earlier = known.thatDelivered(device);
      if (earlier.filter(KnownRuns.Delivered::isUnderWay).isPresent()) {
        throw underWay(earlier.get().run(), device);
      }
      earlier
          .map(found -> delivered.computeIfAbsent(found.run(), id -> new ArrayList<>()))
          .orElse(others)
          .add(device);
    }
  }

  /** Its output is not complete, and it deletes by itself what it was to delete. */
  private UsageException underWay(String run, DeviceRef device) {
    return new UsageException(
        "run %s is in the middle of %s and has not come to its end. Go on with \"%s resume %s\", or put its devices back with \"%s rollback %s\"."
            .formatted(run, device, shell.name(), run, shell.name(), run));
  }

  private int retire(String id, List<DeviceRef> devices) {
    shell.notice(
        "run "
            + id
            + " has exported "
            + (devices.size() == 1 ? devices.get(0) : Texts.count(devices.size(), "device"))
            + " before: deleted now by the journal of that run, if the session did not go on at the"
            + " origin. \""
            + shell.name()
            + " export "
            + id
            + "\" gives the devices as they were exported.");
    try (Journal journal = runs.open(id)) {
      Migration.Builder migration =
          Migration.from(origin.source()).policy(policy).journal(journal).discardOutcomes();
      return Endings.code(
          command.watched(
              given,
              migration,
              "deleted",
              () -> migration.build().startRetire(Selection.devices(devices))));
    }
  }

  private int export(OutputFlags output, Selection selection) {
    String id = Runs.newId(Clock.systemUTC());
    MigrationReport report;
    // The output first: a run that cannot begin leaves no journal.
    try (Sink sink = output.isNowhere() ? new JournalSink(id) : output.open(shell);
        Journal journal = runs.create(id)) {
      Migration.Builder migration =
          command.migration(origin, policy, known).to(sink).journal(journal).runId(id);
      RunContext.write(migration, shell, origin.provider(), command.arguments(origin, given));
      report = command.watched(given, migration, () -> migration.build().start(selection));
    }
    if (report.total() == 0) {
      runs.discard(id);
    } else {
      RunTexts.ended(shell, runs, report);
    }
    return Endings.code(report);
  }
}
