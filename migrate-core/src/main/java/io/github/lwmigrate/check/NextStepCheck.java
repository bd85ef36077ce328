package io.github.lwmigrate.check;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RootKeys;
import io.github.lwmigrate.spi.Retirement;
import java.util.Set;
import java.util.function.Consumer;

/** What the owner of the device has to do next, and who can answer the device until then. */
final class NextStepCheck implements DeviceCheck {
  private static final Finding JOIN =
      new Finding(
          Severity.ADVICE,
          FindingCodes.JOIN_NEEDED,
          "",
          "The device starts without a session at the target.",
          "After the import make the device join: switch it off and on, or send it the downlink"
              + " that makes it join again.");
  private static final Finding JOINS_AT_ORIGIN =
      new Finding(
          Severity.ADVICE,
          FindingCodes.ORIGIN_ACCEPTS_JOINS,
          "root_keys",
          "The origin still has the root keys and may answer the join of the device.",
          "Before the device joins, delete it at the origin or change its root keys there.");
  private static final Finding BOTH =
      new Finding(
          Severity.WARNING,
          FindingCodes.SESSION_ON_BOTH_NETWORKS,
          "session",
          "Origin and target have the same session. As long as both answer the device, it gets"
              + " downlinks with counters that collide.",
          "Before the import, delete the device at the origin or keep the origin from answering it:"
              + " by switching its downlinks off, or by clearing its keys.");

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    Set<Retirement> retirements = candidate.policy().retirements();
    if (device.hasSession()) {
      if (candidate.original().toProto().hasSession()
          && retirements.stream().noneMatch(Retirement::endsSession)) {
        findings.accept(BOTH);
      }
    } else if (device.getSupportsJoin()) {
      findings.accept(JOIN);
      RootKeys keys = candidate.original().toProto().getRootKeys();
      if (retirements.isEmpty()
          && (!Values.isZero(keys.getAppKey()) || !Values.isZero(keys.getNwkKey()))) {
        findings.accept(JOINS_AT_ORIGIN);
      }
    }
  }
}
