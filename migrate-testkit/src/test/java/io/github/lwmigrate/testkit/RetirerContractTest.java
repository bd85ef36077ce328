package io.github.lwmigrate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementRequest;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.spi.Retirer;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.testkit.RetirableMemory.MemoryRetirer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract for retirers takes a good one and fails each defect by the right rule. */
class RetirerContractTest {

  private static final Set<String> ALL =
      new TreeSet<>(
          List.of(
              "R1.1", "R1.2", "R1.3", "R1.4", "R2.1", "R2.2", "R2.3", "R2.4", "R3.1", "R3.2",
              "R3.3", "R3.4", "R4.1", "R4.2", "R5.1", "R5.2", "R5.3", "R5.4", "R6.1", "R6.2",
              "R6.3", "R6.4"));

  private static UnaryOperator<Retirer> defect = retirer -> retirer;

  static class Contract extends RetirerContract {
    @Override
    protected RetirerFixture fixture() {
      return new RetirableMemory(retirer -> defect.apply(retirer));
    }
  }

  /** An origin that can show little of itself. */
  static class PlainContract extends RetirerContract {
    @Override
    protected RetirerFixture fixture() {
      RetirableMemory memory = new RetirableMemory(FreezesOnly::new);
      return new RetirerFixture() {
        @Override
        public Source open() {
          return memory.open();
        }

        @Override
        public DeviceRef device() {
          return memory.device();
        }

        @Override
        public Object state() {
          return memory.state();
        }
      };
    }
  }

  @Test
  void goodRetirer_passesEveryRule() {
    defect = retirer -> retirer;
    Rules rules = Rules.of(Contract.class);
    assertThat(rules.failed).isEmpty();
    assertThat(rules.skipped).isEmpty();
    assertThat(rules.passed).isEqualTo(ALL);
  }

  @Test
  void fixtureThatCanDoLittle_skipsWhatItCannotShow() {
    Rules rules = Rules.of(PlainContract.class);
    assertThat(rules.failed).isEmpty();
    assertThat(rules.skipped)
        .containsExactly("R2.3", "R2.4", "R3.2", "R3.3", "R3.4", "R4.2", "R5.2", "R5.4");
  }

  @Test
  void everyRule_hasADefectThatBreaksIt() {
    Set<String> broken = new TreeSet<>();
    defects().forEach(d -> broken.addAll(List.of(((String) d.get()[1]).split(" "))));
    assertThat(broken).isEqualTo(ALL);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("defects")
  void defect_failsByItsRule(String name, String rules, UnaryOperator<Retirer> broken) {
    defect = broken;
    Rules result = Rules.of(Contract.class);
    assertThat(result.failed).as(name).contains(rules.split(" "));
  }

  static Stream<Arguments> defects() {
    return Stream.of(
        broken("knows nothing", "R1.1", KnowsNothing::new),
        broken("applies when assessing", "R1.2", AppliesWhenAssessing::new),
        broken("gives all steps one name", "R1.3", OneName::new),
        broken("begins anew each time", "R1.4", AssessesDelete::new),
        broken("does nothing", "R2.1 R2.4", DoesNothing::new),
        broken("toggles", "R2.2", Toggles::new),
        broken("gives up after a lost answer", "R2.3", GivesUp::new),
        broken("changes when comparing", "R3.1", ChangesWhenComparing::new),
        broken("counts uplinks", "R3.2", CountsUplinks::new),
        broken("looks at nothing", "R3.3", LooksAtNothing::new),
        broken("does not know its own freeze", "R3.4", StrictDeletion::new),
        broken("reads the frozen device as it is", "R4.1", ReadsAsIs::new),
        broken("reads what was recorded", "R4.2", ReadsRecorded::new),
        broken("never puts back", "R5.1 R5.2", NeverRestores::new),
        broken("puts back the other image", "R5.3", RestoresOnce::new),
        broken("overwrites whatever is there", "R5.4", Overwrites::new),
        broken("needs its own memory", "R6.1", Remembers::new),
        broken("tells keys in findings", "R6.2", TellsKeys::new),
        broken("trips over a damaged image", "R6.3", Trips::new),
        broken("goes on when cancelled", "R6.4", NeverCancelled::new));
  }

  private static Arguments broken(String name, String rules, UnaryOperator<Retirer> defect) {
    return Arguments.of(name, rules, defect);
  }

  /** Behaves as another retirer but for what is overridden. */
  static class OtherRetirer implements Retirer {
    final MemoryRetirer retirer;

    OtherRetirer(Retirer retirer) {
      this.retirer = (MemoryRetirer) retirer;
    }

    @Override
    public Set<Retirement> supported() {
      return retirer.supported();
    }

    @Override
    public Assessment assess(RetirementRequest request, Call call) {
      return retirer.assess(request, call);
    }

    @Override
    public void apply(RetirementStep step, Call call) {
      retirer.apply(step, call);
    }

    @Override
    public Comparison compare(RetirementStep step, Call call) {
      return retirer.compare(step, call);
    }

    @Override
    public Reading readFrozen(
        Listed listed, EndDevice recorded, List<RetirementStep> applied, Call call) {
      return retirer.readFrozen(listed, recorded, applied, call);
    }

    @Override
    public List<Finding> restore(RetirementStep step, Optional<EndDevice> latest, Call call) {
      return retirer.restore(step, latest, call);
    }
  }

  static class FreezesOnly extends OtherRetirer {
    FreezesOnly(Retirer retirer) {
      super(retirer);
    }

    @Override
    public Set<Retirement> supported() {
      return Set.of(Retirement.DISABLE_DOWNLINKS);
    }
  }

  static class KnowsNothing extends OtherRetirer {
    KnowsNothing(Retirer retirer) {
      super(retirer);
    }

    @Override
    public Set<Retirement> supported() {
      return Set.of();
    }
  }

  static class AppliesWhenAssessing extends OtherRetirer {
    AppliesWhenAssessing(Retirer retirer) {
      super(retirer);
    }

    @Override
    public Assessment assess(RetirementRequest request, Call call) {
      Assessment assessment = super.assess(request, call);
      assessment.steps().forEach(step -> super.apply(step, call));
      return assessment;
    }
  }

  static class OneName extends OtherRetirer {
    OneName(Retirer retirer) {
      super(retirer);
    }

    @Override
    public Assessment assess(RetirementRequest request, Call call) {
      Assessment assessment = super.assess(request, call);
      return new Assessment(
          assessment.steps().stream()
              .map(
                  s ->
                      new RetirementStep(s.device(), s.retirement(), "step", s.before(), s.after()))
              .toList(),
          assessment.findings());
    }
  }

  static class AssessesDelete extends OtherRetirer {
    AssessesDelete(Retirer retirer) {
      super(retirer);
    }

    @Override
    public Assessment assess(RetirementRequest request, Call call) {
      Assessment assessment = super.assess(request, call);
      byte[] image = MemoryRetirer.bytes(request.reading().device().orElseThrow());
      return assessment.steps().isEmpty()
          ? new Assessment(
              List.of(
                  new RetirementStep(
                      RetirableMemory.REF,
                      request.wanted(),
                      request.wanted().name(),
                      image,
                      image)),
              List.of())
          : assessment;
    }
  }

  static class DoesNothing extends OtherRetirer {
    DoesNothing(Retirer retirer) {
      super(retirer);
    }

    @Override
    public void apply(RetirementStep step, Call call) {
      call.throwIfCancelled();
    }
  }

  static class Toggles extends OtherRetirer {
    Toggles(Retirer retirer) {
      super(retirer);
    }

    @Override
    public void apply(RetirementStep step, Call call) {
      if (compare(step, call) == Comparison.AFTER) {
        restore(step, Optional.empty(), call);
      } else {
        super.apply(step, call);
      }
    }
  }

  static class GivesUp extends OtherRetirer {
    GivesUp(Retirer retirer) {
      super(retirer);
    }

    @Override
    public void apply(RetirementStep step, Call call) {
      boolean lost = retirer.origin().answerLost[0];
      super.apply(step, call);
      if (lost) {
        throw new IllegalStateException("no answer");
      }
    }
  }

  static class ChangesWhenComparing extends OtherRetirer {
    ChangesWhenComparing(Retirer retirer) {
      super(retirer);
    }

    @Override
    public Comparison compare(RetirementStep step, Call call) {
      Comparison result = super.compare(step, call);
      retirer.origin().change();
      return result;
    }
  }

  static class CountsUplinks extends OtherRetirer {
    CountsUplinks(Retirer retirer) {
      super(retirer);
    }

    @Override
    public Comparison compare(RetirementStep step, Call call) {
      EndDevice held = retirer.origin().device;
      return held != null && held.session().orElseThrow().lastFCntUp() > 0
          ? Comparison.NEITHER
          : super.compare(step, call);
    }
  }

  static class LooksAtNothing extends OtherRetirer {
    LooksAtNothing(Retirer retirer) {
      super(retirer);
    }

    @Override
    public Comparison compare(RetirementStep step, Call call) {
      Comparison result = super.compare(step, call);
      return result == Comparison.NEITHER ? Comparison.BEFORE : result;
    }
  }

  static class StrictDeletion extends OtherRetirer {
    StrictDeletion(Retirer retirer) {
      super(retirer);
    }

    @Override
    public Comparison compare(RetirementStep step, Call call) {
      EndDevice held = retirer.origin().device;
      return step.retirement() == Retirement.DELETE
              && held != null
              && held.toProto().hasMacSettings()
          ? Comparison.NEITHER
          : super.compare(step, call);
    }
  }

  static class ReadsAsIs extends OtherRetirer {
    ReadsAsIs(Retirer retirer) {
      super(retirer);
    }

    @Override
    public Reading readFrozen(
        Listed listed, EndDevice recorded, List<RetirementStep> applied, Call call) {
      EndDevice held = retirer.origin().get(call);
      return held == null ? Reading.gone("gone") : Reading.of(held);
    }
  }

  static class ReadsRecorded extends OtherRetirer {
    ReadsRecorded(Retirer retirer) {
      super(retirer);
    }

    @Override
    public Reading readFrozen(
        Listed listed, EndDevice recorded, List<RetirementStep> applied, Call call) {
      call.throwIfCancelled();
      return Reading.of(recorded);
    }
  }

  static class NeverRestores extends OtherRetirer {
    NeverRestores(Retirer retirer) {
      super(retirer);
    }

    @Override
    public List<Finding> restore(RetirementStep step, Optional<EndDevice> latest, Call call) {
      call.throwIfCancelled();
      return List.of();
    }
  }

  static class RestoresOnce extends OtherRetirer {
    RestoresOnce(Retirer retirer) {
      super(retirer);
    }

    @Override
    public List<Finding> restore(RetirementStep step, Optional<EndDevice> latest, Call call) {
      if (compare(step, call) == Comparison.BEFORE) {
        super.apply(step, call);
        return List.of();
      }
      return super.restore(step, latest, call);
    }
  }

  static class Overwrites extends OtherRetirer {
    Overwrites(Retirer retirer) {
      super(retirer);
    }

    @Override
    public List<Finding> restore(RetirementStep step, Optional<EndDevice> latest, Call call) {
      if (step.retirement() == Retirement.DELETE) {
        retirer.origin().set(null, call);
      }
      return super.restore(step, latest, call);
    }
  }

  static class Remembers extends OtherRetirer {
    private boolean applied;

    Remembers(Retirer retirer) {
      super(retirer);
    }

    @Override
    public void apply(RetirementStep step, Call call) {
      applied = true;
      super.apply(step, call);
    }

    @Override
    public Comparison compare(RetirementStep step, Call call) {
      call.throwIfCancelled();
      return applied ? super.compare(step, call) : Comparison.BEFORE;
    }
  }

  static class TellsKeys extends OtherRetirer {
    TellsKeys(Retirer retirer) {
      super(retirer);
    }

    @Override
    public Assessment assess(RetirementRequest request, Call call) {
      byte[] key =
          request
              .reading()
              .device()
              .orElseThrow()
              .rootKeys()
              .orElseThrow()
              .appKey()
              .orElseThrow()
              .toBytes();
      return new Assessment(
          super.assess(request, call).steps(),
          List.of(
              Finding.of(
                  Severity.NOTICE, FindingCodes.NOT_RESTORED, "", HexFormat.of().formatHex(key))));
    }
  }

  static class Trips extends OtherRetirer {
    Trips(Retirer retirer) {
      super(retirer);
    }

    @Override
    public Comparison compare(RetirementStep step, Call call) {
      try {
        return super.compare(step, call);
      } catch (io.github.lwmigrate.MigrationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static class NeverCancelled extends OtherRetirer {
    NeverCancelled(Retirer retirer) {
      super(retirer);
    }

    @Override
    public Comparison compare(RetirementStep step, Call call) {
      return super.compare(step, TestCall.create());
    }
  }
}
