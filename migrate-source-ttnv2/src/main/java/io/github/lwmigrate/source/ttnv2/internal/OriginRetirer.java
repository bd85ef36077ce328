package io.github.lwmigrate.source.ttnv2.internal;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.device.Session;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementRequest;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.spi.Retirer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes keys away from devices of this origin, or deletes them, and puts them back. Thread-safe.
 *
 * <p>Keys of a device whose session moves are cleared in two steps. Without its AppKey a device
 * cannot join any more, so that the session which the second step finds is the last one: it is
 * cleared if it is the recorded one, and no other session is ever lost. Each step reads the device
 * and writes it in the same breath, with the counters that were read.
 */
final class OriginRetirer implements Retirer {

  private static final Finding NONCES_LOST =
      notRestored(
          Severity.NOTICE,
          "used_dev_nonces",
          "The origin forgot the nonces that the device has used when its AppKey changed, so that a"
              + " join request of old would be accepted there.");

  private static final Finding ADR_STATE_LOST =
      notRestored(
          Severity.NOTICE, "session", "The origin adapts the data rate of the device anew.");

  private static final Finding SESSION_LOST =
      notRestored(
              Severity.NOTICE,
              "session",
              "The device was made again at the origin without a session.")
          .withRemedy("If it is to stay there, make it join.");

  private static final Finding GONE =
      notRestored(
              Severity.WARNING,
              "",
              "Somebody deleted the device at the origin, so there is nothing to put its keys back"
                  + " into.")
          .withRemedy("Register the device again with the recorded keys, if it is to come back.");

  private static final Finding MADE_AGAIN =
      notRestored(
              Severity.WARNING,
              "",
              "The origin does not know any more that the device was in use: somebody deleted the"
                  + " device at the same moment, and putting it back has made it again, or its"
                  + " network server lost it.")
          .withRemedy("Compare it with the recorded form, or delete it if it is to be gone.");

  private static final Finding CHANGED =
      notRestored(
              Severity.WARNING,
              "",
              "The device at the origin is neither as it was recorded nor as the migration left it:"
                  + " somebody else changed it. It was left as it is.")
          .withRemedy("Compare it with the recorded form.");

  private final OriginReader reader;
  private final HandlerClient client;

  OriginRetirer(OriginReader reader, HandlerClient client) {
    this.reader = reader;
    this.client = client;
  }

  @Override
  public Set<Retirement> supported() {
    return EnumSet.of(Retirement.CLEAR_KEYS, Retirement.INVALIDATE_APP_KEY, Retirement.DELETE);
  }

  @Override
  public Assessment assess(RetirementRequest request, Call call) {
    V2Device device =
        Carried.parse(request.reading().carried())
            .flatMap(Carried::device)
            .orElseThrow(
                () -> new IllegalArgumentException("the reading is not one of this source"));
    DeviceRef ref = request.reading().device().map(EndDevice::ref).orElseThrow();
    return new RetirementSteps(device, ref, request.sessionMoves()).assess(request.wanted());
  }

  @Override
  public Comparison compare(RetirementStep step, Call call) {
    OriginApplication application = reader.application(step.device());
    Optional<V2Device> now = client.find(application, step.device(), call);
    if (isDeletion(step)) {
      return now.map(
              device ->
                  DeviceImage.isRecorded(device, before(step))
                      ? Comparison.BEFORE
                      : Comparison.NEITHER)
          .orElse(Comparison.AFTER);
    }
    return now.map(device -> compare(device, step)).orElse(Comparison.NEITHER);
  }

  private static Comparison compare(V2Device now, RetirementStep step) {
    return DeviceImage.compare(now, before(step), after(step));
  }

  @Override
  public void apply(RetirementStep step, Call call) {
    OriginApplication application = reader.application(step.device());
    String tried = tried(step);
    if (isDeletion(step)) {
      client.delete(application, step.device(), tried, call);
      return;
    }
    List<V2Device> written = new ArrayList<>();
    boolean there =
        client.change(
            application,
            step.device(),
            tried,
            now ->
                switch (compare(now, step)) {
                  case BEFORE -> {
                    written.add(now);
                    yield Optional.of(changed(now, step));
                  }
                  case AFTER -> Optional.empty();
                  case NEITHER ->
                      throw failure(
                          step,
                          "the device has changed at the origin since it was recorded; it may have"
                              + " joined again",
                          "Roll the device back, so that it gets back what earlier steps took of"
                              + " it, then start again: it is read and recorded anew.");
                },
            call);
    if (!there) {
      throw failure(
          step,
          "the device is gone at the origin, and is not made again",
          "Find out who deleted it; its recorded form is in the journal.");
    }
    // Where the session moves, the next step or the reading of the frozen device looks.
    if (!written.isEmpty() && !before(step).lorawan().hasDevAddr()) {
      client.find(application, step.device(), call).ifPresent(now -> verify(now, step, written));
    }
  }

  private static void verify(V2Device now, RetirementStep step, List<V2Device> written) {
    if (isMadeAgain(now, written)) {
      throw failure(
          step,
          "somebody deleted the device at the same moment, and the writing has made it again, with"
              + " neither AppKey nor session",
          "Delete it at the origin if it is to be gone.");
    }
    if (compare(now, step) != Comparison.AFTER) {
      throw failure(
          step,
          "the origin took the change, but does not show it",
          "Look at the device at the origin, then start again.");
    }
  }

  /**
   * Whether a device was deleted between the reading and the writing of a change, which then made
   * it anew: what the change leaves alone is not there any more. Not to be seen of a device that
   * was never in use.
   *
   * @param now the device as it is after the change
   * @param written the device as it was before each writing
   */
  private static boolean isMadeAgain(V2Device now, List<V2Device> written) {
    return written.stream()
        .anyMatch(
            before ->
                (before.hasPartOfSession() && !now.hasPartOfSession())
                    || (before.wasSeen() && !now.wasSeen()));
  }

  /** The device as it is to be written: only what the step changes, and the rest as it was read. */
  private static V2Device changed(V2Device now, RetirementStep step) {
    V2Device before = before(step);
    V2Device after = after(step);
    var lorawan = unchanged(now);
    if (!DeviceImage.changesSession(before, after)) {
      lorawan.setAppKey(after.appKey());
    } else {
      lorawan
          .setDevAddr(after.devAddr())
          .setNwkSKey(after.nwkSKey())
          .setAppSKey(after.appSKey())
          // Where the origin has lost its counters, those that were recorded are nearer to the
          // truth.
          .setFCntDown((int) Math.max(now.fCntDown(), before.fCntDown()));
      if (now.hasSuspectCounters()) {
        lorawan.setFCntUp(before.lorawan().getFCntUp());
      }
    }
    return now.with(lorawan);
  }

  /** Absent keys are kept, so that a session which begins in between is not overwritten. */
  private static io.github.lwmigrate.proto.ttn.v2.lorawan.Device.Builder unchanged(V2Device now) {
    return now.lorawan().toBuilder()
        .setAppId(now.message().getAppId())
        .setDevId(now.id())
        .clearDevAddr()
        .clearNwkSKey()
        .clearAppSKey()
        .clearAppKey()
        .clearUsedDevNonces()
        .clearUsedAppNonces()
        .clearLastSeen();
  }

  @Override
  public Reading readFrozen(
      Listed listed, EndDevice recorded, List<RetirementStep> applied, Call call) {
    OriginApplication application = reader.applicationOf(listed);
    DeviceRef ref = new DeviceRef(application.id(), listed.ref().deviceId());
    Optional<V2Device> found = client.find(application, ref, call);
    if (found.isEmpty()) {
      return OriginReader.gone();
    }
    V2Device device = found.get();
    for (RetirementStep step : applied) {
      if (!isDeletion(step) && step.device().equals(ref)) {
        device = thawed(device, step);
      }
    }
    Instant exportedAt =
        recorded
            .session()
            .flatMap(Session::startedAt)
            .or(() -> Carried.parse(listed.carried()).map(Carried::exportedAt))
            .orElseGet(() -> call.clock().instant());
    return reader.reading(device, ref, exportedAt, call.movesSessions());
  }

  /** The device as it would be without a step. */
  private static V2Device thawed(V2Device device, RetirementStep step) {
    V2Device before = before(step);
    if (DeviceImage.compare(device, before, after(step)) != Comparison.AFTER) {
      return device;
    }
    if (!DeviceImage.changesSession(before, after(step))) {
      return device.withAppKey(before.appKey());
    }
    return device
        .withSessionOf(before)
        .withCounters(
            Math.max(device.fCntUp(), before.fCntUp()),
            Math.max(device.fCntDown(), before.fCntDown()));
  }

  @Override
  public List<Finding> restore(RetirementStep step, Optional<EndDevice> latest, Call call) {
    OriginApplication application = reader.application(step.device());
    String tried = "put the device back";
    if (isDeletion(step)) {
      return restoreDeleted(application, step, latest, tried, call);
    }
    List<Finding> findings = new ArrayList<>();
    List<V2Device> written = new ArrayList<>();
    boolean there =
        client.change(
            application,
            step.device(),
            tried,
            now -> {
              switch (compare(now, step)) {
                case BEFORE -> {
                  // As it was left, or put back by a writing whose answer was lost.
                  return Optional.empty();
                }
                case NEITHER -> {
                  findings.clear();
                  findings.add(CHANGED);
                  return Optional.empty();
                }
                default -> findings.clear();
              }
              written.add(now);
              if (!DeviceImage.changesSession(before(step), after(step))) {
                findings.add(NONCES_LOST);
                if (now.hasSession()) {
                  findings.add(ADR_STATE_LOST);
                }
                return Optional.of(rekeyed(now, step));
              }
              findings.add(ADR_STATE_LOST);
              return Optional.of(revived(now, step, latest));
            },
            call);
    if (!there) {
      return List.of(GONE);
    }
    if (!written.isEmpty()
        && client
            .find(application, step.device(), call)
            .filter(now -> isMadeAgain(now, written))
            .isPresent()) {
      findings.add(MADE_AGAIN);
    }
    return findings;
  }

  private static V2Device rekeyed(V2Device now, RetirementStep step) {
    return now.with(unchanged(now).setAppKey(before(step).appKey()));
  }

  private static V2Device revived(V2Device now, RetirementStep step, Optional<EndDevice> latest) {
    V2Device before = before(step);
    V2Device device =
        now.with(
            unchanged(now)
                .setDevAddr(before.devAddr())
                .setNwkSKey(before.nwkSKey())
                .setAppSKey(before.appSKey()));
    // An origin that has lost its counters says zero.
    return goingOn(
        device.withCounters(
            Math.max(device.fCntUp(), before.fCntUp()),
            Math.max(device.fCntDown(), before.fCntDown())),
        latest);
  }

  /** The counters where the target has left them, if it went on with the same session. */
  private static V2Device goingOn(V2Device device, Optional<EndDevice> latest) {
    Optional<Session> session = latest.flatMap(EndDevice::session);
    if (session.isEmpty() || !isSame(session.get(), device)) {
      return device;
    }
    return device.withCounters(
        Math.max(device.fCntUp(), session.get().lastFCntUp()),
        // The target's is the last one used, the origin's the next.
        Math.max(device.fCntDown(), session.get().lastNFCntDown() + 1));
  }

  private static boolean isSame(Session session, V2Device device) {
    return session
            .devAddr()
            .map(address -> address.toBytes())
            .map(ByteString::copyFrom)
            .filter(device.devAddr()::equals)
            .isPresent()
        && session
            .keys()
            .fNwkSIntKey()
            .map(key -> key.toBytes())
            .map(ByteString::copyFrom)
            .filter(device.nwkSKey()::equals)
            .isPresent();
  }

  private List<Finding> restoreDeleted(
      OriginApplication application,
      RetirementStep step,
      Optional<EndDevice> latest,
      String tried,
      Call call) {
    V2Device before = before(step);
    Optional<V2Device> now = client.find(application, step.device(), call);
    if (now.isPresent()) {
      if (DeviceImage.isRecorded(now.get(), before)) {
        return List.of();
      }
      throw MigrationException.builder(Stage.RETIRE, tried)
          .device(step.device())
          .because("the origin has another device under this id by now, and it is not overwritten")
          .remedy("Rename or delete that device, then put this one back again.")
          .build();
    }
    V2Device device = goingOn(before, latest);
    var lorawan =
        device.lorawan().toBuilder()
            .setAppId(application.id())
            .setDevId(step.device().deviceId())
            .clearLastSeen();
    latest.ifPresent(
        atTarget ->
            atTarget
                .toProto()
                .getUsedDevNoncesList()
                .forEach(nonce -> lorawan.addUsedDevNonces(bytes(nonce))));
    client.create(application, step.device(), tried, device.with(lorawan), call);
    List<Finding> findings = new ArrayList<>();
    if (device.joins() && lorawan.getUsedDevNoncesCount() == 0) {
      findings.add(NONCES_LOST);
    }
    findings.add(device.hasPartOfSession() ? ADR_STATE_LOST : SESSION_LOST);
    return findings;
  }

  private static ByteString bytes(int nonce) {
    return ByteString.copyFrom(new byte[] {(byte) (nonce >> 8), (byte) nonce});
  }

  private static boolean isDeletion(RetirementStep step) {
    return step.retirement() == Retirement.DELETE;
  }

  private static V2Device before(RetirementStep step) {
    return image(step, step.before());
  }

  private static V2Device after(RetirementStep step) {
    return image(step, step.after());
  }

  private static V2Device image(RetirementStep step, byte[] bytes) {
    return V2Device.parse(bytes)
        .orElseThrow(
            () ->
                failure(
                    step,
                    "the journal holds no image of this source for the step",
                    "Resume the run with the journal and the source it was begun with."));
  }

  private static Finding notRestored(Severity severity, String field, String message) {
    return Finding.of(severity, FindingCodes.NOT_RESTORED, field, message);
  }

  private static String tried(RetirementStep step) {
    return switch (step.name()) {
      case RetirementSteps.APP_KEY_CLEAR -> "clear the AppKey at the origin";
      case RetirementSteps.APP_KEY_REPLACE -> "replace the AppKey at the origin";
      case RetirementSteps.SESSION_CLEAR -> "clear the session at the origin";
      default -> "delete the device at the origin";
    };
  }

  private static MigrationException failure(RetirementStep step, String because, String remedy) {
    return MigrationException.builder(Stage.RETIRE, tried(step))
        .device(step.device())
        .because(because)
        .remedy(remedy)
        .build();
  }
}
