package io.github.lwmigrate.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One device on its way through the engine. Handed from the thread that lists to one that reads, to
 * the coordinator, to one that stores; never used by two at once.
 */
final class Prepared {

  final long index;
  final Listed listed;
  final List<Finding> findings = new ArrayList<>();
  @Nullable EndDevice exported;
  Instant recordedAt = Instant.EPOCH;
  private @Nullable Status end;
  private @Nullable MigrationException failure;
  private @Nullable Receipt receipt;

  Prepared(long index, Listed listed) {
    this.index = index;
    this.listed = listed;
    findings.addAll(listed.findings());
  }

  boolean hasEnded() {
    return end != null;
  }

  void end(Status status) {
    end = status;
  }

  void fail(MigrationException e) {
    end = Status.FAILED;
    failure = e;
  }

  void store(Receipt receipt) {
    end = Status.DONE;
    this.receipt = receipt;
  }

  void rejectIfRefused(MigrationPolicy policy) {
    for (Finding finding : findings) {
      if (finding.severity() == Severity.ERROR
          || (finding.severity() == Severity.CONFIRM
              && !policy.acknowledged().contains(finding.code()))) {
        end = Status.REJECTED;
        return;
      }
    }
  }

  Outcome outcome() {
    if (end == null) {
      throw new IllegalStateException("device " + index + " has no outcome");
    }
    return new Outcome(
        index,
        listed.ref(),
        listed.label(),
        end,
        findings,
        Optional.ofNullable(exported),
        Optional.ofNullable(receipt),
        Optional.ofNullable(failure));
  }
}
