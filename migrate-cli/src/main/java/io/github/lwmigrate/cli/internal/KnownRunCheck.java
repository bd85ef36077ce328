package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.check.Candidate;
import io.github.lwmigrate.check.DeviceCheck;
import io.github.lwmigrate.device.AesKey;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.device.Tombstone;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Names the earlier run of this program that switched a device off at its origin, and how to get
 * the device as that run recorded it.
 */
final class KnownRunCheck implements DeviceCheck {

  private final KnownRuns runs;
  private final String program;

  KnownRunCheck(KnownRuns runs, String program) {
    this.runs = runs;
    this.program = program;
  }

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.original();
    if (!isSwitchedOff(device)) {
      return;
    }
    runs.thatDelivered(device.ref()).ifPresent(known -> findings.accept(finding(known.run())));
  }

  private Finding finding(String run) {
    return Finding.of(
            Severity.NOTICE,
            FindingCodes.KNOWN_RUN,
            "",
            "Run " + run + " has exported the device and switched it off at the origin.")
        .withRemedy("\"" + program + " export " + run + "\" gives the device as it was exported.");
  }

  private static boolean isSwitchedOff(EndDevice device) {
    var message = device.toProto();
    boolean silent =
        message.getMacSettings().hasScheduleDownlinks()
            && !message.getMacSettings().getScheduleDownlinks().getValue();
    boolean joins = message.getSupportsJoin();
    Optional<AesKey> appKey = device.rootKeys().flatMap(keys -> keys.appKey());
    boolean replaced =
        appKey.isPresent()
            && device.devEui().isPresent()
            && Tombstone.isTombstone(appKey.get(), device.devEui().get());
    boolean keyless = !joins && device.session().isEmpty();
    return silent || replaced || keyless;
  }
}
