package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Sources;
import io.github.lwmigrate.cli.internal.MigrateCommand.Form;
import io.github.lwmigrate.cli.internal.Origin.Takes;
import io.github.lwmigrate.spi.SourceProvider;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The commands of the program. To start quickly, it describes in full only those that occur in the
 * command line; of the others it has what the help of their parents shows.
 */
final class CommandTree {

  private static final List<String> DEVICE_ALIASES =
      List.of("devices", "end-device", "end-devices", "dev", "devs", "d");
  private static final List<String> APPLICATION_ALIASES =
      List.of("applications", "app", "apps", "a");

  private final Shell shell;
  private final Set<String> words;
  private final List<SourceProvider> providers = Sources.providers();

  private CommandTree(Shell shell, Set<String> words) {
    this.shell = shell;
    this.words = words;
  }

  static CommandSpec build(Shell shell, String... args) {
    return new CommandTree(shell, new HashSet<>(Arrays.asList(args))).root();
  }

  private CommandSpec root() {
    CommandSpec root =
        Flags.command(
            this::group,
            shell.name(),
            "Moves LoRaWAN end devices to The Things Stack: reads them where they are registered,"
                + " and writes the device JSON that the Console and the command line interface of"
                + " The Things Stack import.");
    root.versionProvider(new Version());
    root.addOption(
        OptionSpec.builder("--version", "-V")
            .versionHelp(true)
            .type(boolean.class)
            .description("Shows the version.")
            .build());
    addMigrations(root, null, false);
    addPlan(root);
    for (Command each :
        List.of(
            new ValidateCommand(shell),
            new NormalizeCommand(shell),
            new RunsCommand(shell),
            new ReportCommand(shell),
            new ExportRunCommand(shell),
            new ResumeCommand(shell),
            new RetireCommand(shell),
            new RollbackCommand(shell),
            new SourcesCommand(shell, providers),
            new FrequencyPlansCommand(shell),
            new SimulateCommand(shell),
            new DemoCommand(shell),
            new PrepareCommand())) {
      root.addSubcommand(null, each.describe());
    }
    addSources(root, false);
    root.usageMessage()
        .footer(
            "",
            "Examples:",
            "  " + shell.name() + " demo",
            "  "
                + shell.name()
                + " application --source ttnv3 my-app --ttnv3.no-session > devices.json",
            "  " + shell.name() + " plan application --source ttnv3 my-app",
            "  " + shell.name() + " validate devices.json",
            "",
            "Each command has its own --help.");
    return root;
  }

  private void addPlan(CommandSpec root) {
    CommandSpec plan = migration(new Form("plan", List.of(), Takes.DEVICES_OR_ALL, true, null));
    if (words.contains("plan")) {
      addMigrations(plan, null, true);
      addSources(plan, true);
    }
    root.addSubcommand(null, plan);
  }

  private void addMigrations(CommandSpec to, @Nullable SourceProvider source, boolean plan) {
    for (Form form :
        List.of(
            new Form("device", DEVICE_ALIASES, Takes.DEVICES, plan, source),
            new Form("application", APPLICATION_ALIASES, Takes.APPLICATIONS, plan, source))) {
      to.addSubcommand(null, migration(form));
    }
  }

  private CommandSpec migration(Form form) {
    boolean occurs =
        words.contains(form.name()) || form.aliases().stream().anyMatch(words::contains);
    return occurs
        ? new MigrateCommand(shell, form, providers).describe()
        : MigrateHelp.outline(form, this::group);
  }

  private void addSources(CommandSpec to, boolean plan) {
    for (SourceProvider provider : providers) {
      CommandSpec spec =
          Flags.command(
              this::group,
              provider.id(),
              "Commands with source " + provider.id() + ": " + provider.description() + ".");
      spec.aliases(new TreeSet<>(provider.aliases()).toArray(String[]::new));
      if (words.contains(provider.id()) || provider.aliases().stream().anyMatch(words::contains)) {
        addMigrations(spec, provider, plan);
      }
      to.addSubcommand(null, spec);
    }
  }

  private int group(ParseResult given) {
    given.commandSpec().commandLine().usage(shell.err());
    return ExitCode.USAGE;
  }
}
