package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.lorawan.RegionalParametersException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs one command line. */
public final class Program {

  private final Shell shell;
  private boolean verbose;

  /**
   * A program.
   *
   * @param shell what it gets from whoever started it
   */
  public Program(Shell shell) {
    this.shell = shell;
  }

  /**
   * Runs one command line to its end.
   *
   * @param args the arguments
   * @return 0 everything is done, 1 some device failed or was rejected, 2 wrong usage, 3 nothing
   *     could start
   */
  public int run(String... args) {
    verbose = Arrays.asList(args).contains("--verbose");
    Logging.configure(verbose);
    try {
      CommandLine line = commandLine(shell, args);
      line.setExecutionStrategy(this::execute);
      line.setParameterExceptionHandler((e, arguments) -> refuse(e));
      return line.execute(LeadingOptions.moveBehindCommand(line.getCommandSpec(), args));
    } catch (RuntimeException e) {
      return fail(e);
    } finally {
      shell.err().flush();
    }
  }

  private static CommandLine commandLine(Shell shell, String... args) {
    CommandLine line = new CommandLine(CommandTree.build(shell, args));
    line.setOut(utf8(shell.out()));
    line.setErr(utf8(shell.err()));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(100);
    line.setHelpFactory(HelpTexts::new);
    line.setExpandAtFiles(false);
    line.setAllowSubcommandsAsOptionParameters(true);
    return line;
  }

  /**
   * Parses a command line without running it. Of an option that is given twice the last one counts.
   *
   * @throws UsageException if it is none of this program
   */
  static ParseResult parse(Shell shell, List<String> arguments) {
    String[] args = arguments.toArray(String[]::new);
    CommandLine line = commandLine(shell, args);
    line.setOverwrittenOptionsAllowed(true);
    try {
      return line.parseArgs(LeadingOptions.moveBehindCommand(line.getCommandSpec(), args));
    } catch (ParameterException e) {
      throw new UsageException(UsageErrors.describe(e));
    }
  }

  private static PrintWriter utf8(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private int execute(ParseResult parsed) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    ParseResult given = parsed;
    while (given.hasSubcommand()) {
      given = given.subcommand();
    }
    try {
      return ((Action) given.commandSpec().userObject()).run(given);
    } catch (RuntimeException e) {
      return fail(e);
    }
  }

  private int refuse(ParameterException e) {
    shell.err().println("lw-migrate: " + UsageErrors.describe(e));
    shell.err().println("See " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help.");
    return ExitCode.USAGE;
  }

  private int fail(RuntimeException e) {
    int code = ExitCode.NOT_STARTED;
    if (e instanceof UsageException || e instanceof ConfigurationException) {
      tell(String.valueOf(e.getMessage()));
      code = ExitCode.USAGE;
    } else if (e instanceof RegionalParametersException) {
      tell(String.valueOf(e.getMessage()));
    } else if (e instanceof MigrationException) {
      shell.err().println("lw-migrate: " + Redaction.ofMessage(String.valueOf(e.getMessage())));
    } else if (e.getCause() instanceof IOException reason) {
      tell(e.getMessage() + ": " + IoReasons.of(reason) + ".");
    } else {
      shell
          .err()
          .println(
              "lw-migrate: this should not happen ("
                  + e.getClass().getSimpleName()
                  + "). Please report it with the output of --verbose.");
    }
    if (verbose && code != ExitCode.USAGE) {
      Redaction.printStackTrace(e, shell.err());
    }
    return code;
  }

  private void tell(String message) {
    message.lines().forEach(line -> shell.err().println("lw-migrate: " + Redaction.of(line)));
  }
}
