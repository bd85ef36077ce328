package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.spi.Retirement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code retire}: retires devices at the origin that a run has exported. */
final class RetireCommand extends RunCommand {

  private static final Map<Retirement, String> FLAGS =
      new EnumMap<>(
          Map.of(
              Retirement.DISABLE_DOWNLINKS, "--disable-downlinks",
              Retirement.CLEAR_KEYS, "--clear-keys",
              Retirement.INVALIDATE_APP_KEY, "--invalidate-app-key",
              Retirement.DELETE, "--delete-source-device"));

  RetireCommand(Shell shell) {
    super(
        shell,
        "retire",
        "Switches devices off at the origin, or deletes them there, that a run has exported: once"
            + " they work at the target. A device whose session went on at the origin is refused.");
  }

  @Override
  void addTo(CommandSpec spec) {
    spec.addPositional(
        Flags.moreArguments("ID", "Device ids. Without any, all devices that the run exported."));
    FLAGS.forEach((retirement, flag) -> spec.addOption(Flags.flag(flag, text(retirement))));
  }

  private static String text(Retirement retirement) {
    return switch (retirement) {
      case DISABLE_DOWNLINKS -> "The origin sends them no downlinks any more (The Things Stack).";
      case CLEAR_KEYS -> "The origin loses their keys (The Things Network Stack V2).";
      case INVALIDATE_APP_KEY -> "Their root keys at the origin are replaced: no new join there.";
      case DELETE -> "They are deleted at the origin.";
    };
  }

  @Override
  public int run(ParseResult given) {
    if (FLAGS.values().stream().noneMatch(flag -> Flags.isOn(given, flag))) {
      throw new UsageException(
          "say how devices are retired: one or more of " + String.join(", ", FLAGS.values()) + ".");
    }
    try (Journal journal = runs(given).open(runId(given))) {
      PastRun past = PastRun.of(shell, journal, verbose(given));
      MigrateCommand command = past.command();
      try (Origin origin = past.openListed()) {
        Migration.Builder migration =
            Migration.from(origin.source())
                .policy(policy(given))
                .journal(journal)
                .discardOutcomes();
        List<String> ids = given.matchedPositionalValue(1, List.of());
        Selection selection = RunDevices.selected(journal, ids);
        MigrationReport report =
            command.watched(
                past.given(), migration, "retired", () -> migration.build().startRetire(selection));
        return Endings.code(report);
      }
    }
  }

  /** What becomes of the devices at the origin; the exported form is in the journal. */
  private static MigrationPolicy policy(ParseResult given) {
    MigrationPolicy.Builder policy = MigrationPolicy.unchanged();
    FLAGS.forEach(
        (retirement, flag) -> {
          if (Flags.isOn(given, flag)) {
            policy.retire(retirement);
          }
        });
    return policy.build();
  }
}
