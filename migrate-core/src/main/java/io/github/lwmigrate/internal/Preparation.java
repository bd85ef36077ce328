package io.github.lwmigrate.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.check.Candidate;
import io.github.lwmigrate.check.DeviceCheck;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.rule.DeviceRule;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementRequest;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.spi.Retirer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes of a reading what the target gets and what will happen at the origin. */
final class Preparation {

  private final EngineConfig config;
  private final RunCall call;

  Preparation(EngineConfig config, RunCall call) {
    this.config = config;
    this.call = call;
  }

  /**
   * Rules, checks, and whether the wanted retirement is possible; ends a device that is refused.
   */
  void prepare(Prepared device, EndDevice original, Reading reading) {
    MigrationPolicy policy = config.policy();
    device.recordedAt = config.clock().instant();
    device.original = original;
    device.sessionMoves =
        original.toProto().hasSession() && policy.movesSession(original.activation());
    device.exported = transform(device, original);
    check(device, original, reading.findings());
    device.rejectIfRefused(policy);
    if (!device.hasEnded()) {
      device.plan(assess(device, reading));
      device.rejectIfRefused(policy);
    }
  }

  private EndDevice transform(Prepared device, EndDevice original) {
    device.stage = Stage.TRANSFORM;
    EndDevice exported = original;
    for (DeviceRule rule : config.policy().rules()) {
      exported = rule.apply(exported, device.findings::add);
    }
    return exported;
  }

  private void check(Prepared device, EndDevice original, List<Finding> told) {
    device.stage = Stage.CHECK;
    Candidate candidate = new Candidate(original, device.exportedForm(), config.policy());
    for (DeviceCheck check : config.checks()) {
      check.check(
          candidate,
          finding -> {
            if (told.stream().noneMatch(known -> isTheSameAdvice(known, finding))) {
              device.findings.add(finding);
            }
          });
    }
  }

  /** A source knows its own network: what it advises about a field is not advised once more. */
  private static boolean isTheSameAdvice(Finding ofSource, Finding ofCheck) {
    return ofSource.severity() == Severity.ADVICE
        && ofCheck.severity() == Severity.ADVICE
        && !ofCheck.field().isEmpty()
        && ofSource.field().equals(ofCheck.field());
  }

  /** The steps that the policy wants, with their images. */
  List<RetirementStep> assess(Prepared device, Reading reading) {
    Optional<Retirer> retirer = config.source().retirer();
    List<RetirementStep> steps = new ArrayList<>();
    if (retirer.isPresent()) {
      for (Retirement wanted : config.policy().retirements()) {
        Assessment assessment =
            retirer.get().assess(new RetirementRequest(reading, wanted, device.sessionMoves), call);
        for (Finding finding : assessment.findings()) {
          if (!device.findings.contains(finding)) {
            device.findings.add(finding);
          }
        }
        steps.addAll(assessment.steps());
      }
    }
    return steps;
  }
}
