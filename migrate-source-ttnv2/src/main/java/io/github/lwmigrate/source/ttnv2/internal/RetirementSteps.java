package io.github.lwmigrate.source.ttnv2.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementStep;
import java.util.ArrayList;
import java.util.List;

/** Which steps retiring one device takes, with their images. Used once. */
final class RetirementSteps {

  static final String APP_KEY_CLEAR = "app-key-clear";
  static final String APP_KEY_REPLACE = "app-key-replace";
  static final String SESSION_CLEAR = "session-clear";
  static final String DEVICE_DELETE = "device-delete";

  private static final byte[] NOTHING = {};

  private static final Finding SESSION_GOES_ON =
      Finding.of(
              Severity.NOTICE,
              FindingCodes.ORIGIN_SESSION_GOES_ON,
              "session",
              "The device loses its AppKey at the origin, so that it cannot join there, but its"
                  + " running session goes on. Writing the device makes the origin adapt its data"
                  + " rate anew.")
          .withRemedy("Make the device join at the target.");

  private static final Finding INVALIDATED =
      Finding.of(
          Severity.NOTICE,
          FindingCodes.APP_KEY_ALREADY_INVALIDATED,
          "root_keys",
          "The AppKey at the origin is replaced already.");

  private static final Finding LOST =
      Finding.of(
              Severity.ADVICE,
              FindingCodes.LOST_BY_DELETION,
              "",
              "Queued downlinks, used nonces and what the origin knows for adapting data rates"
                  + " cannot be read; deleting the device loses those it has.")
          .withRemedy("Queue downlinks again at the target.");

  private final V2Device device;
  private final DeviceRef ref;
  private final boolean sessionMoves;
  private final List<RetirementStep> steps = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  /**
   * For a device.
   *
   * @param device the device as it was read
   * @param ref the device
   * @param sessionMoves whether its live session moves
   */
  RetirementSteps(V2Device device, DeviceRef ref, boolean sessionMoves) {
    this.device = device;
    this.ref = ref;
    this.sessionMoves = sessionMoves;
  }

  Assessment assess(Retirement wanted) {
    switch (wanted) {
      case CLEAR_KEYS -> clearKeys();
      case INVALIDATE_APP_KEY -> invalidateAppKey();
      case DELETE -> delete();
      default -> throw new IllegalArgumentException("this origin knows no " + wanted);
    }
    return new Assessment(steps, findings);
  }

  private void clearKeys() {
    V2Device before = DeviceImage.identity(device, sessionMoves);
    if (device.joins()) {
      V2Device withKey = before.withAppKey(device.appKey());
      add(Retirement.CLEAR_KEYS, APP_KEY_CLEAR, withKey, withKey.withoutAppKey());
    }
    if (sessionMoves && device.hasPartOfSession()) {
      add(Retirement.CLEAR_KEYS, SESSION_CLEAR, before, before.withoutSession());
    }
    judgeWriting(sessionMoves);
  }

  private void invalidateAppKey() {
    if (!device.joins()) {
      return;
    }
    if (Keys.isGone(device)) {
      findings.add(INVALIDATED);
      return;
    }
    V2Device before = DeviceImage.identity(device, sessionMoves).withAppKey(device.appKey());
    V2Device after = before.withAppKey(Keys.tombstone(device));
    add(Retirement.INVALIDATE_APP_KEY, APP_KEY_REPLACE, before, after);
    judgeWriting(false);
  }

  private void judgeWriting(boolean sessionEnds) {
    if (steps.isEmpty()) {
      return;
    }
    AttributeLimits.check(device, Severity.CONFIRM).ifPresent(findings::add);
    if (device.hasSession() && !sessionEnds) {
      findings.add(SESSION_GOES_ON);
    }
  }

  private void delete() {
    V2Device before = sessionMoves ? device : DeviceImage.withoutSession(device);
    steps.add(
        new RetirementStep(
            ref, Retirement.DELETE, DEVICE_DELETE, before.message().toByteArray(), NOTHING));
    findings.add(LOST);
    AttributeLimits.check(device, Severity.WARNING).ifPresent(findings::add);
  }

  private void add(Retirement retirement, String name, V2Device before, V2Device after) {
    steps.add(
        new RetirementStep(
            ref, retirement, name, before.message().toByteArray(), after.message().toByteArray()));
  }
}
