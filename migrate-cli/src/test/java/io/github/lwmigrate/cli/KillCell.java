package io.github.lwmigrate.cli;

import io.github.lwmigrate.simulator.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** One run that is killed: where, and in what run. */
record KillCell(
    Order order, Step step, Moment moment, State state, Retirement retirement, Output output) {

  private static final String LIST = "EndDeviceRegistry/List";
  private static final String IS_GET = "EndDeviceRegistry/Get";
  private static final String JS_GET = "JsEndDeviceRegistry/Get";
  private static final String AS_GET = "AsEndDeviceRegistry/Get";
  private static final String NS_GET = "NsEndDeviceRegistry/Get";
  private static final String NS_SET = "NsEndDeviceRegistry/Set";

  static List<KillCell> all() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/kill-cells.tsv")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .map(
            columns ->
                new KillCell(
                    named(Order.class, columns[0]),
                    named(Step.class, columns[1]),
                    named(Moment.class, columns[2]),
                    named(State.class, columns[3]),
                    named(Retirement.class, columns[4]),
                    named(Output.class, columns[5])))
        .toList();
  }

  private static <E extends Enum<E>> E named(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    return "%s: %s %s of %s, %s, to %s"
        .formatted(
            word(order), word(moment), word(step), word(state), word(retirement), word(output));
  }

  /** Whether a live session moves, so that the origin is frozen before the device is delivered. */
  enum Order {
    SESSION,
    NO_SESSION
  }

  enum Moment {
    /** The call is on its way and never takes effect. */
    BEFORE,
    /** The call has taken effect, and its answer is never seen. */
    AFTER
  }

  /** What the device is that the call is about. */
  enum State {
    OTAA(0),
    JOINING(2),
    AFTER_REJECTED(4),
    ABP(1),
    MULTICAST(6);

    /** The device that every run rejects. */
    static final int REJECTED = 3;

    /** How many devices the origin has. */
    static final int DEVICES = 8;

    /** Makes the origin that has a device of each kind. */
    static final long SEED = 1;

    private final int device;

    State(int device) {
      this.device = device;
    }

    String id() {
      return KnownOrigin.id(device);
    }
  }

  /** What becomes of devices at the origin. */
  enum Retirement {
    DOWNLINKS,
    DELETE,
    BOTH,
    INVALIDATE;

    String flags(Order order) {
      boolean sessions = order == Order.SESSION;
      String session = sessions ? "" : " --no-session";
      return session
          + switch (this) {
            case DOWNLINKS -> "";
            case DELETE -> " --delete-source-device" + (sessions ? " --keep-downlinks" : "");
            case BOTH -> " --delete-source-device" + (sessions ? "" : " --invalidate-app-key");
            case INVALIDATE -> " --invalidate-app-key";
          };
    }
  }

  /** Where devices go. */
  enum Output {
    STDOUT(" > devices.json", " > devices.json"),
    FILE(" --output devices.json", ""),
    APPEND(" --output devices.json --append", ""),
    OVERWRITE(" --output devices.json --overwrite", "");

    /** What a file holds before the run that adds to it or replaces it. */
    static final String EARLIER = "{\"ids\":{\"device_id\":\"of-an-earlier-run\"}}\n";

    private final String flags;
    private final String redirection;

    Output(String flags, String redirection) {
      this.flags = flags;
      this.redirection = redirection;
    }

    String flags() {
      return flags;
    }

    /** What a command that goes on with the run needs behind it. */
    String redirection() {
      return redirection;
    }

    boolean hasEarlier() {
      return this == APPEND || this == OVERWRITE;
    }

    void prepare(PackagedProgram program) throws IOException {
      if (hasEarlier()) {
        Files.writeString(program.file("devices.json"), EARLIER);
      }
    }
  }

  /** The call at which the program is killed. */
  enum Step {
    LIST(KillCell.LIST),
    READ_JS(JS_GET),
    READ_AS(AS_GET),
    READ_NS(NS_GET),
    FREEZE(NS_SET),
    INVALIDATE("JsEndDeviceRegistry/Set"),
    READ_AGAIN_JS(JS_GET),
    READ_AGAIN_AS(AS_GET),
    READ_AGAIN_IS(IS_GET),
    READ_AGAIN_NS(NS_GET),
    COMPARE(IS_GET),
    DELETE_AS("AsEndDeviceRegistry/Delete"),
    DELETE_NS("NsEndDeviceRegistry/Delete"),
    DELETE_JS("JsEndDeviceRegistry/Delete"),
    DELETE_IS("EndDeviceRegistry/Delete"),
    LIST_AGAIN(KillCell.LIST);

    private final String method;

    Step(String method) {
      this.method = method;
    }

    boolean isAfterTheEnd() {
      return this == LIST_AGAIN;
    }
  }

  /** Lets the call kill the program. */
  void arm(Faults faults, Runnable kill) {
    switch (step) {
      case READ_AGAIN_JS, READ_AGAIN_AS, READ_AGAIN_IS, READ_AGAIN_NS ->
          faults.on(NS_SET).device(state.id()).after(() -> arm(faults, 1, kill));
      case COMPARE -> arm(faults, isReadAgain() ? 2 : 1, kill);
      case LIST_AGAIN -> arm(faults, 2, kill);
      // The first may be refused by its mask, and then no answer of it is to be had.
      case READ_NS -> arm(faults, moment == Moment.AFTER ? 2 : 1, kill);
      default -> arm(faults, 1, kill);
    }
  }

  private boolean isReadAgain() {
    return order == Order.SESSION && state != State.JOINING && retirement == Retirement.BOTH;
  }

  private void arm(Faults faults, int call, Runnable kill) {
    if (moment == Moment.BEFORE) {
      target(faults, call).before(kill);
      target(faults, call).unavailable();
    } else {
      target(faults, call).after(kill);
    }
  }

  private Faults.Target target(Faults faults, int call) {
    Faults.Target target = faults.on(step.method).fromCall(call);
    return step == Step.LIST || step == Step.LIST_AGAIN ? target : target.device(state.id());
  }
}
