package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.MigrationRun;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.cli.internal.Origin.Takes;
import io.github.lwmigrate.json.DeviceJsonWriter;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.SourceProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code device} and {@code application}, alone and below a source or {@code plan}: reads devices
 * and exports or judges them.
 */
final class MigrateCommand implements Command {

  private static final String SOURCE = "--source";
  private static final String LIMIT = "--limit";
  static final String VERBOSE = "--verbose";

  private final Shell shell;
  private final Form form;
  private final List<SourceProvider> providers;
  private final SourceFlags sourceFlags;

  /**
   * Which command it is.
   *
   * @param name the name
   * @param aliases other names
   * @param takes what the ids on the command line mean
   * @param plan whether devices are judged only
   * @param source the source whose own command it stands below; null if the user chooses one
   */
  record Form(
      String name,
      List<String> aliases,
      Takes takes,
      boolean plan,
      @Nullable SourceProvider source) {}

  MigrateCommand(Shell shell, Form form, List<SourceProvider> providers) {
    this.shell = shell;
    this.form = form;
    this.providers = providers;
    SourceProvider source = form.source();
    this.sourceFlags =
        source == null ? SourceFlags.prefixed(providers) : SourceFlags.own(source, programFlags());
  }

  private static Set<String> programFlags() {
    Set<String> names = new TreeSet<>(PolicyFlags.names());
    names.addAll(OutputFlags.names());
    names.addAll(
        List.of(
            SOURCE, LIMIT, VERBOSE, Runs.DIRECTORY, VerdictForm.FORMAT, PlansFlag.NAME, "--help"));
    return names;
  }

  @Override
  public CommandSpec describe() {
    CommandSpec spec = MigrateHelp.outline(form, this);
    spec.usageMessage().footer(MigrateHelp.examples(shell.name(), form));
    spec.addPositional(Flags.arguments("ID", MigrateHelp.ids(form)));
    if (form.source() == null) {
      spec.addOption(
          Flags.value(
              SOURCE,
              "SOURCE",
              "What devices are read from: " + MigrateHelp.names(providers) + ". Required."));
    }
    if (form.plan()) {
      VerdictForm.addTo(spec);
    } else {
      OutputFlags.addTo(spec);
    }
    Runs.addTo(spec);
    spec.addOption(Flags.number(LIMIT, "N", "Ends after the first N devices, for a trial."));
    spec.addOption(Flags.flag(VERBOSE, "Names every device and every finding."));
    PlansFlag.addTo(spec);
    PolicyFlags.addTo(spec);
    sourceFlags.addTo(spec);
    return spec;
  }

  @Override
  public int run(ParseResult given) {
    Optional<OutputFlags> output =
        form.plan() ? Optional.empty() : Optional.of(OutputFlags.of(shell, given));
    try (Origin origin = open(given);
        KnownRuns known = known(origin, given)) {
      MigrationPolicy policy = policy(origin, given);
      if (output.isEmpty()) {
        OriginNotices.printDuration(shell, origin.source(), policy, true);
        return Endings.code(plan(origin, policy, known, given));
      }
      boolean deletes = policy.retirements().contains(Retirement.DELETE);
      if (output.get().isNowhere() && !deletes) {
        throw new UsageException(OutputFlags.TERMINAL);
      }
      OriginNotices.print(shell, policy, output.get().isDryRun());
      OriginNotices.printDuration(shell, origin.source(), policy, output.get().isDryRun());
      if (output.get().isDryRun()) {
        return Endings.code(dryRun(output.get(), origin, policy, known, given));
      }
      return policy.retirements().isEmpty()
          ? Endings.code(export(output.get(), origin, policy, known, given))
          : new RetiringExport(shell, this, origin, policy, known, given).run(output.get());
    }
  }

  /** What the policy of the command is, with the flags that were given. */
  MigrationPolicy policy(Origin origin, ParseResult given) {
    MigrationPolicy.Builder wanted = origin.policy();
    PolicyFlags.apply(shell, given, wanted);
    return wanted.build();
  }

  /** What the command selects. */
  Selection selection(Origin origin, ParseResult given) {
    Long limit = given.matchedOptionValue(LIMIT, null);
    return limit == null ? origin.selection() : origin.selection().first(limit);
  }

  /**
   * The command line as a journal may keep it: with the applications that were named on standard
   * input, and without secrets.
   */
  List<String> arguments(Origin origin, ParseResult given) {
    List<String> arguments = new ArrayList<>(given.originalArgs());
    if (ids(given).isEmpty()) {
      arguments.addAll(origin.selection().applications());
    }
    return RunContext.withoutSecrets(arguments, sourceFlags.secretNames());
  }

  Shell shell() {
    return shell;
  }

  /** Opens the source that the command reads from. */
  Origin open(ParseResult given) {
    SourceProvider provider = provider(given);
    return open(
        provider,
        given,
        plans ->
            Origin.open(shell, provider, flags(given, provider), plans, form.takes(), ids(given)));
  }

  /** Opens the source for devices that are known already. */
  Origin openListed(ParseResult given) {
    SourceProvider provider = provider(given);
    return open(
        provider,
        given,
        plans ->
            Origin.openListed(
                shell, provider, flags(given, provider), plans, form.takes(), ids(given)));
  }

  private Map<String, String> flags(ParseResult given, SourceProvider provider) {
    return sourceFlags.given(given, provider);
  }

  private static List<String> ids(ParseResult given) {
    return given.matchedPositionalValue(0, List.of());
  }

  private Origin open(
      SourceProvider provider, ParseResult given, Function<FrequencyPlans, Origin> opening) {
    Logging.configureTransport(Flags.isOn(given, VERBOSE));
    FrequencyPlans plans = PlansFlag.of(shell, given);
    try {
      return opening.apply(plans);
    } catch (ConfigurationException e) {
      throw SourceFlags.inTermsOfFlags(provider, prefix(provider), e);
    }
  }

  /** What stands before the names of the source's flags. */
  private String prefix(SourceProvider provider) {
    return form.source() == null ? "--" + provider.id() + "." : "--";
  }

  private SourceProvider provider(ParseResult given) {
    if (form.source() != null) {
      return form.source();
    }
    String name = given.matchedOptionValue(SOURCE, null);
    if (name == null) {
      throw new UsageException(
          SOURCE + " is missing. Say what to read from: " + MigrateHelp.names(providers) + ".");
    }
    return providers.stream()
        .filter(provider -> provider.id().equals(name) || provider.aliases().contains(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "there is no such source; known are "
                        + MigrateHelp.names(providers)
                        + ". The artifact of another one must be on the class path."));
  }

  /** What every way of running the command has in common. */
  Migration.Builder migration(Origin origin, MigrationPolicy policy, KnownRuns known) {
    Migration.Builder migration =
        Migration.from(origin.source())
            .policy(policy)
            .frequencyPlans(origin.plans())
            .discardOutcomes();
    if (origin.source().retirer().isPresent()) {
      migration.check(new KnownRunCheck(known, shell.name()));
    }
    return migration;
  }

  /** What earlier runs did with devices of the origin; the caller closes it. */
  KnownRuns known(Origin origin, ParseResult given) {
    return new KnownRuns(Runs.of(shell, given), origin.source().identity());
  }

  private MigrationReport plan(
      Origin origin, MigrationPolicy policy, KnownRuns known, ParseResult given) {
    Verdicts verdicts = VerdictForm.of(shell, given);
    boolean verbose = Flags.isOn(given, VERBOSE);
    try (ProgressDisplay display = ProgressDisplay.on(shell, shell.terminals().out() || verbose)) {
      MigrationReport report =
          migration(origin, policy, known)
              .onOutcome(verdicts)
              .onProgress(display::update)
              .build()
              .plan(selection(origin, given));
      verdicts.finish(report);
      Endings.printFailure(shell, report, verbose);
      return report;
    }
  }

  private MigrationReport dryRun(
      OutputFlags output,
      Origin origin,
      MigrationPolicy policy,
      KnownRuns known,
      ParseResult given) {
    Migration.Builder migration = migration(origin, policy, known);
    Selection selection = selection(origin, given);
    if (!output.showsDevices()) {
      shell.notice(
          "standard output is a terminal, so the devices, which hold keys, are not shown; --output"
              + " - shows them.");
      return watched(given, migration, () -> planned(migration, selection));
    }
    try (DeviceJsonWriter writer = DeviceJsonWriter.forImport(shell.devices())) {
      migration.onPlanned(delivery -> writer.write(delivery.device()));
      return watched(given, migration, () -> planned(migration, selection));
    }
  }

  private static MigrationRun planned(Migration.Builder migration, Selection selection) {
    return migration.build().startPlan(selection);
  }

  private MigrationReport export(
      OutputFlags output,
      Origin origin,
      MigrationPolicy policy,
      KnownRuns known,
      ParseResult given) {
    try (Sink sink = output.open(shell)) {
      Migration.Builder migration = migration(origin, policy, known).to(sink);
      MigrationReport report =
          watched(given, migration, () -> migration.build().start(selection(origin, given)));
      OriginNotices.printWaysOn(shell, origin, prefix(origin.provider()), report);
      return report;
    }
  }

  MigrationReport watched(
      ParseResult given, Migration.Builder migration, Supplier<MigrationRun> start) {
    return watched(given, migration, Summary.word(Status.DONE), start);
  }

  /**
   * Runs with progress and lines for devices, until it ends or is cancelled, and sums up.
   *
   * @param done what becomes of devices that come to their end
   */
  MigrationReport watched(
      ParseResult given, Migration.Builder migration, String done, Supplier<MigrationRun> start) {
    boolean verbose = Flags.isOn(given, VERBOSE);
    OutcomeLines lines = new OutcomeLines(shell.err(), verbose);
    try (Cancellation cancellation = new Cancellation(shell)) {
      MigrationReport report;
      try (ProgressDisplay display = ProgressDisplay.on(shell, verbose)) {
        migration.onOutcome(lines).onProgress(display::update);
        report = cancellation.covering(start.get()).await();
      }
      lines.printKept();
      if (!Endings.neverStarted(report)) {
        Summary.print(shell.err(), report, done);
      }
      Endings.printFailure(shell, report, verbose);
      return report;
    }
  }
}
