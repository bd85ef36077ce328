package io.github.lwmigrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.cli.PackagedProgram.Ended;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.stack.StackServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a run comes to that nothing disturbs, at an origin of the same seed.
 *
 * @param code the exit code
 * @param lines what it writes
 * @param before the origin before it
 * @param after the origin after it
 */
record Undisturbed(
    int code,
    List<String> lines,
    Map<String, Map<StackServer, EndDevice>> before,
    Map<String, Map<StackServer, EndDevice>> after) {

  /**
   * Runs a command whose output is standard output.
   *
   * @param origin an origin of its own
   */
  static Undisturbed run(Path directory, KnownOrigin origin, String line) throws Exception {
    PackagedProgram program =
        new PackagedProgram(directory.resolve("undisturbed")).environment(origin.environment());
    var before = origin.registered();
    Ended ended = program.run(line);
    return new Undisturbed(ended.code(), ended.out().lines().toList(), before, origin.registered());
  }

  /** Each device is as it was at its origin, or the journal has it in full, with its keys. */
  void assertNothingIsLost(PackagedProgram program, KnownOrigin origin) {
    // The origin first: calls that were on their way may still change it.
    var now = origin.registered();
    Map<String, String> recorded =
        program.runs().isEmpty()
            ? Map.of()
            : Outputs.byId(program.here("export", program.run()).out().lines().toList());
    Map<String, String> expected = Outputs.byId(lines);
    for (String device : origin.ids()) {
      var then = before.getOrDefault(device, Map.of());
      if (!then.equals(now.get(device))) {
        assertThat(recorded).as("the journal").containsEntry(device, expected.get(device));
        assertThat(Journals.original(program, device))
            .as("the keys of the device as it was")
            .isEqualTo(Journals.keys(then));
      }
    }
    assertThat(expected).containsAllEntriesOf(recorded);
  }

  /** A run that was resumed has come to the same end. */
  void assertReached(Ended resumed, String output, KnownOrigin origin) {
    assertThat(resumed.code()).as(resumed.err()).isEqualTo(code);
    assertThat(Outputs.shown(output)).isEqualTo(Outputs.shown(lines));
    assertThat(KnownOrigin.differences(after, origin.registered())).isEmpty();
  }

  /** The same, where devices were put back meanwhile, which renews the time of their change. */
  void assertReachedAnew(Ended resumed, String output, KnownOrigin origin) {
    assertThat(resumed.code()).as(resumed.err()).isEqualTo(code);
    assertThat(Outputs.ids(output)).isEqualTo(Outputs.ids(String.join("\n", lines)));
    assertThat(Outputs.byId(output.lines().toList())).isEqualTo(Outputs.byId(lines));
    assertThat(KnownOrigin.differences(after, origin.registered()))
        .allMatch(difference -> difference.endsWith(" updated_at"));
  }
}
