package io.github.lwmigrate.internal;

import io.github.lwmigrate.DeliveryRefusedException;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournalException;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.journal.StepState;
import io.github.lwmigrate.spi.Completion;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.spi.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans, runs and resumes. A device takes up where it is: what an earlier part of the run recorded
 * is not read again, what it changed is not changed again.
 */
final class MigrationWork implements DeviceWork {

  private static final Logger logger = LoggerFactory.getLogger(MigrationWork.class);

  private static final int REREADS = 3;
  private static final int MOST_APPEARED = 100;

  private final EngineConfig config;
  private final Selection selection;
  private final boolean plan;
  private final RunCall call;
  private final RunLog log;
  private final BooleanSupplier stopped;
  private final Preparation preparation;
  private final OriginSteps origin;
  private final Collisions collisions = new Collisions();
  private final List<DeviceRef> appeared = new ArrayList<>();
  private boolean collisionsKnown;

  MigrationWork(
      EngineConfig config,
      Selection selection,
      boolean plan,
      RunCall call,
      RunLog log,
      BooleanSupplier stopped) {
    this.config = config;
    this.selection = selection;
    this.plan = plan;
    this.call = call;
    this.log = log;
    this.stopped = stopped;
    this.preparation = new Preparation(config, call);
    this.origin = new OriginSteps(config.source(), log, call);
  }

  @Override
  public void prepare(Prepared device) {
    switch (device.state) {
      case REJECTED -> device.end(Status.REJECTED);
      case SKIPPED -> device.end(Status.SKIPPED);
      case LISTED, RESTORED -> read(device);
      default -> takeUp(device);
    }
  }

  private void takeUp(Prepared device) {
    log.load(device);
    origin.goForward(device);
    if (OriginSteps.forgetOriginState(device)) {
      log.recorded(device);
    }
  }

  private void read(Prepared device) {
    device.rejectIfRefused(config.policy());
    if (!device.hasEnded() && stopped.getAsBoolean()) {
      device.stop();
      return;
    }
    if (!device.hasEnded()) {
      log.loadCarried(device);
      Reading reading = config.source().read(device.listed, call);
      device.findings.addAll(reading.findings());
      Optional<EndDevice> original = reading.device();
      if (original.isEmpty()) {
        miss(device, reading.reason());
        return;
      }
      preparation.prepare(device, original.get(), reading);
    }
    if (device.hasEnded()) {
      log.ended(device, DeviceState.REJECTED);
    }
  }

  /** A device that the user named must exist; one that was listed may have gone since. */
  private void miss(Prepared device, String reason) {
    boolean named = selection.devices().isPresent();
    device.findings.add(
        named
            ? Finding.of(Severity.ERROR, FindingCodes.DEVICE_NOT_FOUND, "ids.device_id", reason)
                .withRemedy("Check the device id and the application.")
            : Finding.of(Severity.NOTICE, FindingCodes.DEVICE_GONE, "", reason));
    log.ended(device, named ? DeviceState.REJECTED : DeviceState.SKIPPED);
  }

  @Override
  public void judge(Prepared device) {
    if (!device.hasBegun() && stopped.getAsBoolean()) {
      device.stop();
      return;
    }
    device.stage = Stage.CHECK;
    knowCollisions();
    if (device.isRecorded()) {
      return;
    }
    collisions.check(device.exportedForm(), device.findings::add);
    device.rejectIfRefused(config.policy());
    if (device.hasEnded()) {
      log.ended(device, DeviceState.REJECTED);
    } else {
      collisions.add(device.exportedForm(), device.index);
    }
  }

  /** Devices that an earlier part of the run took stand, also against earlier ones of the list. */
  private void knowCollisions() {
    Journal journal = config.journal();
    if (collisionsKnown || journal == null) {
      return;
    }
    for (JournaledDevice device : journal.devices()) {
      if (Prepared.isRecorded(device.state())) {
        journal
            .latest(device.index())
            .ifPresent(revision -> collisions.add(revision.exported(), device.index()));
      }
    }
    collisionsKnown = true;
  }

  /**
   * Asks the sink before anything is changed for the device. Changes nothing itself. A device that
   * is recorded was asked for: what the target has of it now may be the run's own.
   */
  @Override
  public void probe(Prepared device) {
    Sink sink = config.sink();
    device.stage = Stage.DELIVER;
    if (sink == null || device.isRecorded()) {
      return;
    }
    device.findings.addAll(sink.probe(device.exportedForm(), call));
    device.rejectIfRefused(config.policy());
    if (device.hasEnded()) {
      log.ended(device, DeviceState.REJECTED);
    }
  }

  @Override
  public void beforeDelivery(Prepared device) {
    if (plan) {
      device.end(Status.PLANNED);
      return;
    }
    if (!device.hasBegun() && stopped.getAsBoolean()) {
      device.stop();
      return;
    }
    if (!device.isRecorded()) {
      device.stage = Stage.RECORD;
      log.recorded(device);
    }
    if (device.sessionMoves && device.receipt == null) {
      freeze(device);
      if (device.state == DeviceState.FROZEN) {
        readAgain(device);
      }
    }
  }

  /** A device that joined since it was recorded is recorded anew, with the session it has now. */
  private void freeze(Prepared device) {
    for (int i = 0; device.sessionMoves && !origin.freezeUnlessChanged(device); i++) {
      if (i == REREADS) {
        unstable(device);
        return;
      }
      device.stage = Stage.READ;
      Reading reading = config.source().read(device.listed, call);
      EndDevice now = reading.device().orElseThrow(() -> vanished(device, reading.reason()));
      prepareAnew(device, now, reading);
      if (device.hasEnded()) {
        log.ended(device, DeviceState.REJECTED);
        return;
      }
      log.recorded(device);
    }
  }

  private void prepareAnew(Prepared device, EndDevice now, Reading reading) {
    device.findings.clear();
    device.findings.addAll(device.listed.findings());
    device.findings.addAll(reading.findings());
    preparation.prepare(device, now, reading);
  }

  /** Until the session stands still, so that what is delivered is where the origin ended. */
  private void readAgain(Prepared device) {
    List<RetirementStep> applied = device.steps(StepState.APPLIED, true);
    for (int i = 0; i < REREADS; i++) {
      device.stage = Stage.READ;
      EndDevice before = device.originalForm();
      Reading reading = origin.retirer().readFrozen(device.listed, before, applied, call);
      EndDevice now = reading.device().orElseThrow(() -> vanished(device, reading.reason()));
      boolean still = SessionDrift.isUnmoved(before, now);
      if (!now.equals(before)) {
        prepareAnew(device, now, reading);
        if (device.hasEnded()) {
          origin.restore(device, origin.done(device), Optional.empty());
          log.ended(device, DeviceState.REJECTED);
          return;
        }
        log.recorded(device);
      }
      if (still) {
        return;
      }
    }
    origin.restore(device, origin.done(device), Optional.empty());
    unstable(device);
  }

  private void unstable(Prepared device) {
    device.findings.add(
        Finding.of(
                Severity.ERROR,
                FindingCodes.SESSION_UNSTABLE,
                "session",
                "The session went on at the origin whenever it was frozen; the origin was put"
                    + " back.")
            .withRemedy("Find out what else answers the device, then start again."));
    log.ended(device, DeviceState.REJECTED);
  }

  private static MigrationException vanished(Prepared device, String reason) {
    return MigrationException.builder(Stage.READ, "read the device again")
        .device(device.listed.ref())
        .because("the origin does not have it any more: " + reason)
        .remedy("The journal holds the device as it was recorded before.")
        .build();
  }

  @Override
  public void deliver(Prepared device) {
    Sink sink = config.sink();
    if (sink == null || (device.receipt != null && !sink.startsOver())) {
      return;
    }
    // A device that the sink holds is safe; it can be handed over again by the next part of the
    // run.
    if (stopped.getAsBoolean() && (device.receipt != null || !device.hasBegun())) {
      log.stopped(device);
      return;
    }
    device.stage = Stage.DELIVER;
    log.requireUnbroken();
    device.touched = true;
    try {
      Receipt receipt = sink.store(delivery(device), log.steps(device), call);
      if (!receipt.equals(device.receipt)) {
        log.noteDelivered(device, receipt);
      }
    } catch (DeliveryRefusedException e) {
      if (device.receipt == null && !device.steps(StepState.APPLIED).isEmpty()) {
        putBack(device, e);
      }
      throw e;
    }
  }

  /** Nobody holds the device but its origin: let it answer again. */
  private void putBack(Prepared device, MigrationException cause) {
    try {
      origin.restore(device, origin.done(device), Optional.empty());
      log.found(
          device,
          Finding.of(
              Severity.NOTICE,
              FindingCodes.ORIGIN_RESTORED,
              "",
              "The device was not delivered, so its origin was put back as it was."));
    } catch (JournalException e) {
      e.addSuppressed(cause);
      throw e;
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
      log.found(
          device,
          Finding.of(
                  Severity.WARNING,
                  FindingCodes.ORIGIN_NOT_RESTORED,
                  "",
                  "The device was not delivered, and its origin could not be put back: no network"
                      + " answers it.")
              .withRemedy("Resume the run, or roll it back."));
    }
  }

  private static Delivery delivery(Prepared device) {
    return new Delivery(
        device.index,
        device.listed.ref(),
        device.exportedForm(),
        device.recordedAt,
        Optional.ofNullable(device.receipt));
  }

  /** What a listener of a plan gets. */
  static Optional<Delivery> planned(Prepared device) {
    @Nullable EndDevice exported = device.exported;
    return exported == null ? Optional.empty() : Optional.of(delivery(device));
  }

  @Override
  public void afterDelivery(Prepared device) {
    origin.freeze(device);
    origin.destroy(device);
    boolean news = device.failedBefore || !device.unsaved.isEmpty();
    if (device.state != DeviceState.DONE || news) {
      log.noteReached(device, DeviceState.DONE);
      device.stage = Stage.RECORD;
      log.save(device);
    }
    device.end(Status.DONE);
  }

  @Override
  public void finish(Tally tally, boolean complete) {
    collisions.close();
    Sink sink = config.sink();
    if (plan || sink == null) {
      return;
    }
    sink.finish(new Completion(complete, tally.count(Status.DONE), tally.missing()));
    if (complete) {
      log.runEnded(config.clock().instant());
      lookAgain();
    }
  }

  /** Whoever retires an application wants to know what was registered there meanwhile. */
  private void lookAgain() {
    Journal journal = config.journal();
    if (journal == null
        || config.policy().retirements().isEmpty()
        || selection.devices().isPresent()
        || selection.limit().isPresent()) {
      return;
    }
    try {
      new ListingFeed(config.source(), selection, call)
          .list(
              listed -> {
                if (appeared.size() < MOST_APPEARED && journal.find(listed.ref()).isEmpty()) {
                  appeared.add(listed.ref());
                }
              });
    } catch (MigrationException e) {
      logger.warn(
          "The run is complete, but the origin could not be listed again: {}", e.getMessage());
    }
  }

  @Override
  public List<DeviceRef> appeared() {
    return appeared;
  }
}
