package io.github.lwmigrate.cli.internal;

import com.google.gson.stream.JsonWriter;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.journal.RunProgress;
import io.github.lwmigrate.journal.sqlite.JournalDirectory.Run;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code runs}: the runs whose journals are kept. */
final class RunsCommand implements Command {

  private static final String ROW = "%-22s %-20s %-12s %8s  %s%n";

  private final Shell shell;

  RunsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public CommandSpec describe() {
    CommandSpec spec =
        Flags.command(
            this,
            "runs",
            "Lists the runs that changed an origin, the newest first. Their journals hold keys;"
                + " delete them when they are not needed any more.");
    VerdictForm.addTo(spec);
    Runs.addTo(spec);
    return spec;
  }

  @Override
  public int run(ParseResult given) {
    Runs runs = Runs.of(shell, given);
    List<Run> entries = runs.list();
    PrintStream out = shell.text();
    if (VerdictForm.isJson(given)) {
      entries.forEach(entry -> out.println(json(entry)));
    } else {
      if (!entries.isEmpty()) {
        out.printf(ROW, "RUN", "STARTED", "STATE", "DEVICES", "SOURCE");
      }
      entries.forEach(entry -> row(out, entry));
      out.println(
          entries.isEmpty()
              ? "No runs in " + runs.path() + "."
              : Texts.count(entries.size(), "run") + " in " + runs.path() + ".");
    }
    out.flush();
    return ExitCode.DONE;
  }

  private static void row(PrintStream out, Run entry) {
    Optional<RunDescription> run = entry.description();
    out.printf(
        ROW,
        entry.id(),
        run.map(known -> known.startedAt().toString()).map(RunsCommand::seconds).orElse("-"),
        state(entry),
        entry.progress().map(RunProgress::listed).map(String::valueOf).orElse("-"),
        run.map(RunDescription::source).orElse(entry.problem().orElse("-")));
  }

  private static String seconds(String time) {
    int fraction = time.indexOf('.');
    return fraction < 0 ? time : time.substring(0, fraction) + "Z";
  }

  private static String state(Run entry) {
    if (entry.problem().isPresent()) {
      return "unreadable";
    }
    return Runs.isUnfinished(entry) ? "unfinished" : "ended";
  }

  private static String json(Run entry) {
    StringWriter line = new StringWriter();
    try (JsonWriter json = new JsonWriter(line)) {
      json.setHtmlSafe(false);
      json.beginObject();
      json.name("run").value(entry.id());
      json.name("state").value(state(entry));
      if (entry.problem().isPresent()) {
        json.name("problem").value(entry.problem().get());
      }
      if (entry.description().isPresent()) {
        RunDescription run = entry.description().get();
        json.name("started_at").value(run.startedAt().toString());
        json.name("source").value(run.source());
        json.name("sink").value(run.sink());
        json.name("policy").value(run.policy());
        json.name("selection").value(run.selection());
      }
      if (entry.progress().isPresent()) {
        RunProgress progress = entry.progress().get();
        json.name("listed").value(progress.listed());
        json.name("listing_complete").value(progress.listingComplete());
        if (progress.endedAt().isPresent()) {
          json.name("ended_at").value(progress.endedAt().get().toString());
        }
      }
      json.name("devices").beginObject();
      for (Map.Entry<DeviceState, Long> count : entry.counts().entrySet()) {
        json.name(count.getKey().name().toLowerCase(Locale.ROOT)).value(count.getValue());
      }
      json.endObject();
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
  }
}
