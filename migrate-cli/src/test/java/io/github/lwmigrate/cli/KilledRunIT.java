package io.github.lwmigrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.cli.KillCell.Order;
import io.github.lwmigrate.cli.KillCell.Output;
import io.github.lwmigrate.cli.KillCell.Retirement;
import io.github.lwmigrate.cli.KillCell.State;
import io.github.lwmigrate.cli.KillCell.Step;
import io.github.lwmigrate.cli.PackagedProgram.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged program is killed at every call of a run. Right after, each device is in full at its
 * origin or in the journal; the resumed run ends as one that nobody disturbed.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a POSIX shell")
@Execution(ExecutionMode.CONCURRENT)
class KilledRunIT {

  private static final String EXPORT = "lw-migrate tts application my-app";
  private static final String DEVICES = "devices.json";

  /** By what was to be done with the devices. */
  private static final Map<String, Undisturbed> UNDISTURBED = new ConcurrentHashMap<>();

  @TempDir Path directory;

  private Undisturbed undisturbed(String flags) {
    return UNDISTURBED.computeIfAbsent(
        flags,
        key -> {
          try (KnownOrigin origin = origin()) {
            return Undisturbed.run(directory, origin, EXPORT + key);
          } catch (Exception e) {
            throw new IllegalStateException("the undisturbed run failed", e);
          }
        });
  }

  private static KnownOrigin origin() {
    return KnownOrigin.start(State.SEED, State.DEVICES).invalidated(State.REJECTED);
  }

  static List<KillCell> cells() throws IOException {
    return KillCell.all();
  }

  @Test
  void cells_areEveryStep_andEveryPair() throws Exception {
    Set<List<Object>> steps = new HashSet<>();
    Set<Set<Object>> pairs = new HashSet<>();
    for (KillCell cell : cells()) {
      steps.add(List.of(cell.order(), cell.step()));
      List<Object> values = List.of(cell.order(), cell.state(), cell.retirement(), cell.output());
      values.forEach(one -> values.forEach(other -> pairs.add(Set.copyOf(List.of(one, other)))));
    }

    assertThat(cells()).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
    for (Order order : Order.values()) {
      for (Step step : Step.values()) {
        if (order == Order.SESSION || !step.name().startsWith("READ_AGAIN")) {
          assertThat(steps).contains(List.of(order, step));
        }
      }
    }
    assertThat(pairs).containsAll(allPairs());
  }

  private static List<Set<Object>> allPairs() {
    List<Object[]> factors =
        List.of(Order.values(), State.values(), Retirement.values(), Output.values());
    List<Set<Object>> pairs = new ArrayList<>();
    for (int i = 0; i < factors.size(); i++) {
      for (int j = i + 1; j < factors.size(); j++) {
        for (Object one : factors.get(i)) {
          for (Object other : factors.get(j)) {
            pairs.add(Set.of(one, other));
          }
        }
      }
    }
    return pairs;
  }

  @ParameterizedTest
  @MethodSource("cells")
  void killedRun_losesNothing_andResumesToTheEndOfOneThatWasNot(KillCell cell) throws Exception {
    String flags = cell.retirement().flags(cell.order());
    Undisturbed undisturbed = undisturbed(flags);
    try (KnownOrigin origin = origin()) {
      PackagedProgram program = new PackagedProgram(directory).environment(origin.environment());
      cell.output().prepare(program);
      KilledProcess run = new KilledProcess();
      cell.arm(origin.stack().faults(), run::kill);

      run.start(program, EXPORT + flags + cell.output().flags());

      assertThat(run.await()).as(cell.toString()).isEqualTo(KilledProcess.KILLED);
      undisturbed.assertNothingIsLost(program, origin);
      assertOutputIsPartOf(program, cell.output(), undisturbed);
      assertThat(state(program))
          .isEqualTo(cell.step().isAfterTheEnd() ? "\"ended\"" : "\"unfinished\"");

      String id = program.run();
      Ended resumed = program.run("lw-migrate resume " + id + cell.output().redirection());

      undisturbed.assertReached(resumed, output(program, cell.output()), origin);
      assertThat(Outputs.ids(String.join("\n", undisturbed.lines())))
          .containsExactlyElementsOf(exported(origin));
      assertThat(state(program)).isEqualTo("\"ended\"");
    }
  }

  private static List<String> exported(KnownOrigin origin) {
    List<String> ids = new ArrayList<>(origin.ids());
    ids.remove(State.REJECTED);
    return ids;
  }

  private static void assertOutputIsPartOf(
      PackagedProgram program, Output output, Undisturbed undisturbed) throws Exception {
    Path file = program.file(DEVICES);
    List<String> lines = new ArrayList<>(Outputs.wholeLines(file));
    Path partial = program.file(DEVICES + ".partial");
    if (Files.exists(partial)) {
      if (output == Output.FILE) {
        assertThat(file).doesNotExist();
      } else {
        assertThat(Files.readString(file)).isEqualTo(Output.EARLIER);
      }
      lines = new ArrayList<>(Outputs.wholeLines(partial));
    }
    lines.remove(Output.EARLIER.strip());
    assertThat(Outputs.byId(undisturbed.lines())).containsAllEntriesOf(Outputs.byId(lines));
  }

  /** The lines of the run; what was in the file before must be where it belongs. */
  private static String output(PackagedProgram program, Output output) throws Exception {
    Path file = program.file(DEVICES);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    if (output == Output.APPEND) {
      assertThat(lines.remove(0)).isEqualTo(Output.EARLIER.strip());
    }
    if (output == Output.OVERWRITE) {
      assertThat(Files.readString(program.file(DEVICES + ".backup"))).isEqualTo(Output.EARLIER);
    }
    try (Stream<Path> files = Files.list(file.toAbsolutePath().getParent())) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .filteredOn(name -> name.startsWith(DEVICES))
          .hasSize(output == Output.OVERWRITE ? 2 : 1);
    }
    return String.join("\n", lines);
  }

  private static String state(PackagedProgram program) {
    Ended runs = program.here("runs", "--format", "json");
    assertThat(runs.out().lines()).as(runs.err()).hasSize(1);
    return runs.out().replaceAll("(?s).*\"state\":(\"[a-z]*\").*", "$1");
  }
}
