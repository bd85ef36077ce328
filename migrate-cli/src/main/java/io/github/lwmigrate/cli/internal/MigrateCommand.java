package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.cli.internal.Origin.Takes;
import io.github.lwmigrate.json.DeviceJsonWriter;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.SourceProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
  private static final String VERBOSE = "--verbose";

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
    names.addAll(List.of(SOURCE, LIMIT, VERBOSE, VerdictForm.FORMAT, PlansFlag.NAME, "--help"));
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
    spec.addOption(Flags.number(LIMIT, "N", "Ends after the first N devices, for a trial."));
    spec.addOption(Flags.flag(VERBOSE, "Names every device and every finding."));
    PlansFlag.addTo(spec);
    PolicyFlags.addTo(spec);
    sourceFlags.addTo(spec);
    return spec;
  }

  @Override
  public int run(ParseResult given) {
    SourceProvider provider = provider(given);
    Optional<OutputFlags> output =
        form.plan() ? Optional.empty() : Optional.of(OutputFlags.of(shell, given));
    FrequencyPlans plans = PlansFlag.of(shell, given);
    String prefix = form.source() == null ? "--" + provider.id() + "." : "--";
    try (Origin origin = open(provider, prefix, given)) {
      MigrationPolicy.Builder wanted = origin.policy();
      PolicyFlags.apply(shell, given, wanted);
      MigrationPolicy policy = wanted.build();
      Selection selection = origin.selection();
      Long limit = given.matchedOptionValue(LIMIT, null);
      if (limit != null) {
        selection = selection.first(limit);
      }
      Migration.Builder migration =
          Migration.from(origin.source()).policy(policy).frequencyPlans(plans).discardOutcomes();
      MigrationReport report;
      if (output.isEmpty()) {
        report = plan(given, migration, selection);
      } else {
        if (output.get().isNowhere() && !OriginNotices.deletes(origin)) {
          throw new UsageException(OutputFlags.TERMINAL);
        }
        OriginNotices.print(shell, origin, policy, prefix);
        report = export(given, output.get(), migration, selection);
      }
      return Endings.code(report);
    }
  }

  private Origin open(SourceProvider provider, String prefix, ParseResult given) {
    List<String> ids = given.matchedPositionalValue(0, List.of());
    Logging.configureTransport(Flags.isOn(given, VERBOSE));
    try {
      return Origin.open(shell, provider, sourceFlags.given(given, provider), form.takes(), ids);
    } catch (ConfigurationException e) {
      throw SourceFlags.inTermsOfFlags(provider, prefix, e);
    }
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

  private MigrationReport plan(
      ParseResult given, Migration.Builder migration, Selection selection) {
    Verdicts verdicts = VerdictForm.of(shell, given);
    try (ProgressDisplay display =
        ProgressDisplay.on(shell, shell.terminals().out() || Flags.isOn(given, VERBOSE))) {
      MigrationReport report =
          migration.onOutcome(verdicts).onProgress(display::update).build().plan(selection);
      verdicts.finish(report);
      Endings.printFailure(shell, report, Flags.isOn(given, VERBOSE));
      return report;
    }
  }

  private MigrationReport export(
      ParseResult given, OutputFlags output, Migration.Builder migration, Selection selection) {
    boolean verbose = Flags.isOn(given, VERBOSE);
    OutcomeLines lines = new OutcomeLines(shell.err(), verbose);
    try (Cancellation cancellation = new Cancellation(shell)) {
      MigrationReport report;
      try (ProgressDisplay display = ProgressDisplay.on(shell, verbose)) {
        migration.onOutcome(lines).onProgress(display::update);
        report =
            output.isDryRun() || output.isNowhere()
                ? dryRun(output, migration, selection)
                : deliver(output, migration, selection, cancellation);
      }
      lines.printKept();
      if (!Endings.neverStarted(report)) {
        Summary.print(shell.err(), report);
      }
      Endings.printFailure(shell, report, verbose);
      return report;
    }
  }

  private MigrationReport dryRun(
      OutputFlags output, Migration.Builder migration, Selection selection) {
    if (!output.showsDevices()) {
      shell.notice(
          "standard output is a terminal, so the devices, which hold keys, are not shown; --output"
              + " - shows them.");
      return migration.build().plan(selection);
    }
    try (DeviceJsonWriter writer = DeviceJsonWriter.forImport(shell.devices())) {
      return migration
          .onPlanned(delivery -> writer.write(delivery.device()))
          .build()
          .plan(selection);
    }
  }

  private MigrationReport deliver(
      OutputFlags output,
      Migration.Builder migration,
      Selection selection,
      Cancellation cancellation) {
    try (Sink sink = output.open(shell)) {
      return cancellation.covering(migration.to(sink).build().start(selection)).await();
    }
  }
}
