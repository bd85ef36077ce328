package io.github.lwmigrate.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.journal.Journal.JournaledStep;
import io.github.lwmigrate.journal.StepState;
import io.github.lwmigrate.spi.Retirement;
import java.util.List;

/** Whether an origin can still answer a device. */
final class OriginSilence {

  private OriginSilence() {}

  /**
   * Whether it is known that it cannot: the device is gone there; or all steps are done, and they,
   * or what the origin was like before, end its answers. A replaced AppKey ends joins only, which
   * is enough where no session moves. Steps that were all put back do not count.
   */
  static boolean isKnown(List<JournaledStep> steps, List<Finding> findings, boolean sessionMoves) {
    boolean whole = steps.stream().map(JournaledStep::state).distinct().count() <= 1;
    boolean waiting = steps.stream().anyMatch(step -> step.state() == StepState.PLANNED);
    boolean silencing =
        steps.stream()
            .filter(step -> step.state() == StepState.APPLIED)
            .map(step -> step.step().retirement())
            .anyMatch(r -> silences(r, sessionMoves));
    boolean gone = findings.stream().anyMatch(f -> f.code().equals(FindingCodes.DEVICE_GONE));
    boolean silentBefore = findings.stream().anyMatch(f -> wasSilent(f.code(), sessionMoves));
    return gone || (whole && !waiting && (silencing || silentBefore));
  }

  private static boolean wasSilent(String code, boolean sessionMoves) {
    return code.equals(FindingCodes.DOWNLINKS_ALREADY_DISABLED)
        || (code.equals(FindingCodes.APP_KEY_ALREADY_INVALIDATED) && !sessionMoves);
  }

  private static boolean silences(Retirement retirement, boolean sessionMoves) {
    return retirement.endsSession() || !sessionMoves;
  }
}
