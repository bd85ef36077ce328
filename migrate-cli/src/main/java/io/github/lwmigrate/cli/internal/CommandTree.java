package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Sources;
import io.github.lwmigrate.cli.internal.MigrateCommand.Form;
import io.github.lwmigrate.cli.internal.Origin.Takes;
import io.github.lwmigrate.spi.SourceProvider;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** All commands of the program. */
final class CommandTree {

  private static final List<String> DEVICE_ALIASES =
      List.of("devices", "end-device", "end-devices", "dev", "devs", "d");
  private static final List<String> APPLICATION_ALIASES =
      List.of("applications", "app", "apps", "a");

  private CommandTree() {}

  static CommandSpec build(Shell shell) {
    List<SourceProvider> providers = Sources.providers();
    CommandSpec root =
        Flags.command(
            given -> group(shell, given),
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
    addMigrations(root, shell, providers, null, false);
    CommandSpec plan = plan(shell, providers).describe();
    addMigrations(plan, shell, providers, null, true);
    for (SourceProvider provider : providers) {
      addSource(plan, shell, providers, provider, true);
    }
    root.addSubcommand(null, plan);
    for (Command each :
        List.of(
            new ValidateCommand(shell),
            new NormalizeCommand(shell),
            new SourcesCommand(shell, providers),
            new SimulateCommand(shell),
            new DemoCommand(shell),
            new PrepareCommand())) {
      root.addSubcommand(null, each.describe());
    }
    for (SourceProvider provider : providers) {
      addSource(root, shell, providers, provider, false);
    }
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

  private static MigrateCommand plan(Shell shell, List<SourceProvider> providers) {
    return new MigrateCommand(
        shell, new Form("plan", List.of(), Takes.DEVICES_OR_ALL, true, null), providers);
  }

  private static void addMigrations(
      CommandSpec to,
      Shell shell,
      List<SourceProvider> providers,
      @Nullable SourceProvider source,
      boolean plan) {
    for (Form form :
        List.of(
            new Form("device", DEVICE_ALIASES, Takes.DEVICES, plan, source),
            new Form("application", APPLICATION_ALIASES, Takes.APPLICATIONS, plan, source))) {
      to.addSubcommand(null, new MigrateCommand(shell, form, providers).describe());
    }
  }

  private static void addSource(
      CommandSpec to,
      Shell shell,
      List<SourceProvider> providers,
      SourceProvider provider,
      boolean plan) {
    CommandSpec spec =
        Flags.command(
            given -> group(shell, given),
            provider.id(),
            "Commands with source " + provider.id() + ": " + provider.description() + ".");
    spec.aliases(new TreeSet<>(provider.aliases()).toArray(String[]::new));
    addMigrations(spec, shell, providers, provider, plan);
    to.addSubcommand(null, spec);
  }

  private static int group(Shell shell, ParseResult given) {
    given.commandSpec().commandLine().usage(shell.err());
    return ExitCode.USAGE;
  }
}
