package io.github.lwmigrate.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationReport.FindingSummary;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts outcomes and findings; memory grows with the number of codes, not of devices. */
final class Tally {

  private record Kind(Severity severity, String code) {}

  private final boolean keep;
  private final EnumMap<Status, Long> counts = new EnumMap<>(Status.class);
  private final Map<Kind, FindingSummary> findings = new LinkedHashMap<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private long finished;
  private long answeredByBoth;

  Tally(boolean keep) {
    this.keep = keep;
  }

  void add(Outcome outcome) {
    finished++;
    if (isAnsweredByBoth(outcome)) {
      answeredByBoth++;
    }
    counts.merge(outcome.status(), 1L, Long::sum);
    if (!outcome.findings().isEmpty()) {
      addFindings(outcome);
    }
    if (keep) {
      outcomes.add(outcome);
    }
  }

  private static boolean isAnsweredByBoth(Outcome outcome) {
    return !outcome.retired()
        && (outcome.receipt().isPresent()
            || outcome.findings().stream()
                .anyMatch(
                    finding -> finding.code().equals(FindingCodes.ORIGIN_RESTORED_BESIDE_TARGET)));
  }

  private void addFindings(Outcome outcome) {
    Set<Kind> seen = new HashSet<>();
    for (Finding finding : outcome.findings()) {
      Kind kind = new Kind(finding.severity(), finding.code());
      if (seen.add(kind)) {
        FindingSummary known = findings.get(kind);
        findings.put(
            kind,
            known == null
                ? new FindingSummary(
                    finding.severity(), finding.code(), 1, finding, outcome.label())
                : new FindingSummary(
                    known.severity(),
                    known.code(),
                    known.devices() + 1,
                    known.example(),
                    known.exampleLabel()));
      }
    }
  }

  long finished() {
    return finished;
  }

  long count(Status status) {
    return counts.getOrDefault(status, 0L);
  }

  long answeredByBoth() {
    return answeredByBoth;
  }

  /** Devices that should have come further. */
  long missing() {
    return count(Status.FAILED)
        + count(Status.NOT_STARTED)
        + count(Status.UNFINISHED)
        + count(Status.RESTORED);
  }

  Map<Status, Long> counts() {
    return counts;
  }

  List<FindingSummary> findings() {
    return findings.values().stream()
        .sorted(Comparator.comparing(FindingSummary::severity).reversed())
        .toList();
  }

  List<Outcome> outcomes() {
    return outcomes;
  }
}
