package io.github.lwmigrate.source.ttnv3.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.grpc.RemoteException;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.stack.StackServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deletes a device registry by registry, and makes it again. */
final class Deletion implements Retiring {

  /** The Identity Server last: until then the device is listed, and a run can go on with it. */
  private static final List<StackServer> ORDER =
      List.of(
          StackServer.APPLICATION_SERVER,
          StackServer.NETWORK_SERVER,
          StackServer.JOIN_SERVER,
          StackServer.IDENTITY_SERVER);

  private static final Finding LOST =
      Finding.of(
              Severity.ADVICE,
              FindingCodes.LOST_BY_DELETION,
              "",
              "Queued downlinks and application package associations cannot be read; deleting the"
                  + " device loses those it has.")
          .withRemedy("Make them again at the target.");

  private final StackClient client;
  private final StackWriter writer;

  Deletion(StackClient client, StackWriter writer) {
    this.client = client;
    this.writer = writer;
  }

  static String step(StackServer server) {
    return switch (server) {
      case IDENTITY_SERVER -> "identity-server-delete";
      case JOIN_SERVER -> "join-server-delete";
      case APPLICATION_SERVER -> "application-server-delete";
      case NETWORK_SERVER -> "network-server-delete";
    };
  }

  @Override
  public Assessment assess(Subject subject, Call call) {
    List<String> missing =
        client.missingRights(
            subject.application(), List.of(Right.RIGHT_APPLICATION_DEVICES_WRITE), call);
    if (!missing.isEmpty()) {
      return StackRetirer.only(
          StackRetirer.rightsMissing(
              FindingCodes.DEVICE_CANNOT_BE_DELETED, "delete the device", missing));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(LOST);
    List<String> forPuttingBack =
        client.missingRights(
            subject.application(), List.of(Right.RIGHT_APPLICATION_DEVICES_WRITE_KEYS), call);
    if (!forPuttingBack.isEmpty()) {
      findings.add(notToBePutBack(forPuttingBack));
    }
    List<RetirementStep> steps = new ArrayList<>();
    for (StackServer server : ORDER) {
      subject
          .parts()
          .of(server)
          .ifPresent(
              held -> {
                Image before = new Image(server, subject.sessionMoves(), Optional.of(held));
                steps.add(
                    new RetirementStep(
                        subject.ref(),
                        Retirement.DELETE,
                        step(server),
                        before.encode(),
                        before.absent().encode()));
              });
    }
    return new Assessment(steps, findings);
  }

  private static Finding notToBePutBack(List<String> missing) {
    return Finding.of(
            Severity.WARNING,
            FindingCodes.DELETION_NOT_REVERSIBLE,
            "root_keys",
            "The API key may delete the device, but not make it again with its keys: it lacks "
                + String.join(" and ", missing)
                + ". A rollback needs a key that may.")
        .withRemedy("Use an API key with this right if the deletion may have to be undone.");
  }

  @Override
  public void apply(RetirementStep step, Application application, Call call) {
    Image before = Image.before(step);
    writer.delete(before.server(), application, before.held().getIds(), call);
  }

  @Override
  public Comparison compare(RetirementStep step, Application application, Call call) {
    Image before = Image.before(step);
    EndDevice held = client.get(before.server(), application, step.device(), call).orElse(null);
    if (held == null) {
      return Comparison.AFTER;
    }
    EndDevice thawed = Holdings.thawed(held, before.held());
    return Holdings.of(thawed, before.sessionMoves())
            .equals(Holdings.of(before.held(), before.sessionMoves()))
        ? Comparison.BEFORE
        : Comparison.NEITHER;
  }

  @Override
  public List<Finding> restore(
      RetirementStep step, Application application, Optional<EndDevice> latest, Call call) {
    Image before = Image.before(step);
    StackServer server = before.server();
    Recreation wanted = Recreation.of(server, before.held(), latest);
    EndDevice held = client.get(server, application, step.device(), call).orElse(null);
    if (held == null && server == StackServer.IDENTITY_SERVER) {
      if (writer.create(application, wanted.device(), call)) {
        return wanted.findings();
      }
      held = client.get(server, application, step.device(), call).orElseThrow(() -> taken(step));
    }
    if (held == null) {
      return set(wanted, application, call);
    }
    if (!isSame(server, before.held(), held)) {
      throw taken(step);
    }
    if (latest.isPresent()) {
      EndDevice.Builder advanced = held.toBuilder();
      List<String> behind = Counters.advance(server, advanced, latest.get());
      if (!behind.isEmpty()) {
        writer.change(server, application, held, advanced.build(), behind, call);
      }
    }
    // One that was never deleted is as it was.
    return held.getCreatedAt().equals(before.held().getCreatedAt()) ? List.of() : wanted.findings();
  }

  /** Makes the device; what a server of another version does not take is left out, and said. */
  private List<Finding> set(Recreation wanted, Application application, Call call) {
    Recreation possible = wanted;
    while (true) {
      try {
        writer.set(possible.server(), application, possible.device(), possible.paths(), call);
        return possible.findings();
      } catch (RemoteException e) {
        Recreation less = possible.without(Registry.forbiddenPaths(e));
        if (less.paths().size() == possible.paths().size()) {
          throw e;
        }
        possible = less;
      }
    }
  }

  /** Whether a device is the one that was deleted, as far as it can be made again. */
  private static boolean isSame(StackServer server, EndDevice before, EndDevice held) {
    return comparable(server, Holdings.thawed(held, before)).equals(comparable(server, before));
  }

  private static EndDevice comparable(StackServer server, EndDevice device) {
    EndDevice.Builder restorable =
        Recreation.of(server, device, Optional.empty()).device().toBuilder();
    Counters.clear(server, restorable);
    return Holdings.of(restorable.build(), false);
  }

  private static MigrationException taken(RetirementStep step) {
    return MigrationException.builder(Stage.RETIRE, "make the device again")
        .device(step.device())
        .because(
            "the origin has another device with this id or these EUIs by now, which is left as it"
                + " is ("
                + step.name()
                + ")")
        .remedy("Delete that device if it is not wanted, then start again.")
        .build();
  }

  @Override
  public void putBack(EndDevice recorded, Parts parts) {}
}
