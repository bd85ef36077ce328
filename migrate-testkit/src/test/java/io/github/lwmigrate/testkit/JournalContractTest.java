package io.github.lwmigrate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.InMemoryJournal;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.JournalException;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.journal.Revision;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.journal.RunProgress;
import io.github.lwmigrate.spi.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract for journals takes a good one and fails each defect by the right rule. */
class JournalContractTest {

  private static final Set<String> ALL =
      new TreeSet<>(
          List.of(
              "J1.1", "J1.2", "J1.3", "J1.4", "J1.5", "J2.1", "J2.2", "J2.3", "J2.4", "J2.5",
              "J3.1", "J3.2", "J3.3", "J3.4", "J3.5", "J3.6", "J3.7", "J3.8", "J3.9", "J4.1",
              "J4.2", "J4.3", "J4.4", "J4.5", "J4.6", "J5.1", "J5.2", "J5.3", "J5.4", "J5.5",
              "J6.1", "J6.2", "J6.3", "J6.4", "J6.5", "J6.6", "J7.1", "J7.2", "J7.3", "J7.4"));

  private static final String BROKEN = "the memory is broken";

  private static UnaryOperator<Journal> defect = journal -> journal;

  static class Contract extends JournalContract {
    @Override
    protected JournalFixture fixture() {
      return new MemoryPlace();
    }
  }

  static class MemoryContract extends JournalContract {
    @Override
    protected JournalFixture fixture() {
      InMemoryJournal journal = new InMemoryJournal();
      return () -> journal;
    }
  }

  @Test
  void journalInMemory_passesEveryRuleButThoseOfADisk() {
    Rules rules = Rules.of(MemoryContract.class);
    assertThat(rules.failed).isEmpty();
    assertThat(rules.skipped).containsExactly("J6.6", "J7.2");
  }

  @Test
  void goodJournal_passesEveryRule() {
    defect = journal -> journal;
    Rules rules = Rules.of(Contract.class);
    assertThat(rules.failed).isEmpty();
    assertThat(rules.passed).isEqualTo(ALL);
  }

  @Test
  void everyRule_hasADefectThatBreaksIt() {
    Set<String> broken = new TreeSet<>();
    defects().forEach(d -> broken.addAll(List.of(((String) d.get()[1]).split(" "))));
    assertThat(broken).isEqualTo(ALL);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("defects")
  void defect_failsByItsRule(String name, String rules, UnaryOperator<Journal> broken) {
    defect = broken;
    Rules result = Rules.of(Contract.class);
    assertThat(result.failed).as(name).containsExactly(rules.split(" "));
  }

  static Stream<Arguments> defects() {
    return Stream.of(
        broken("takes an empty listing for complete", "J1.1", CompleteWhenEmpty::new),
        broken("forgets the context of the run", "J1.2 J1.3 J7.1", ForgetsContext::new),
        broken("takes a second run", "J1.3", TakesSecondRun::new),
        broken("takes events without a run", "J1.4", BeginsByItself::new),
        broken("keeps the first end", "J1.5", EndsOnce::new),
        rewriting("forgets labels", "J2.1", JournalContractTest::withoutLabel),
        broken("cuts what is carried", "J2.2", CutsCarried::new),
        broken("numbers devices by itself", "J2.3", NumbersByItself::new),
        broken("keeps sink steps of an earlier listing", "J2.4", KeepsSinkSteps::new),
        broken("forgets the listing's end", "J2.5 J7.1", j -> without(j, "ListingCompleted")),
        rewriting("forgets that the session moves", "J3.1", JournalContractTest::sessionStays),
        rewriting(
            "keeps one form for both",
            "J3.1 J3.2 J4.5 J6.3 J6.6 J7.1 J7.2",
            JournalContractTest::oneForm),
        broken("forgets the first form", "J3.2 J6.3 J6.4", ForgetsFirstForm::new),
        rewriting("records back", "J3.3 J6.2", JournalContractTest::recordsBack),
        rewriting("does not reach SKIPPED", "J3.3 J3.4", JournalContractTest::neverSkipped),
        broken("keeps the first receipt", "J3.5", KeepsFirstReceipt::new),
        rewriting("ends anywhere", "J3.6", JournalContractTest::endsAnywhere),
        broken("turns findings round", "J3.7", TurnsFindings::new),
        broken("keeps the failure at an end", "J3.8", KeepsFailure::new),
        broken("forgets sink steps of unknown devices", "J3.9", ToleratesUnknownDevice::new),
        broken("sorts steps", "J4.1 J4.4", SortsSteps::new),
        broken(
            "forgets what was put back",
            "J4.2 J4.4",
            j -> whenStepIsThere(j, JournalEvent.StepRestored.class, true)),
        broken(
            "tolerates unknown steps",
            "J4.3",
            j -> whenStepIsThere(j, JournalEvent.StepApplied.class, false)),
        broken("plans once", "J4.4 J4.5", PlansOnce::new),
        broken("keeps the receipt of a restored device", "J4.5", KeepsReceipt::new),
        broken("forgets what was done", "J4.6", ForgetsDone::new),
        broken("begins later pages late", "J5.1", LatePages::new),
        broken("gives an empty page", "J5.2", EmptyPage::new),
        broken("finds the last entry", "J5.3", FindsLast::new),
        broken("does not count what is delivered", "J5.4 J7.1", CountsLess::new),
        broken("fails where nothing is", "J5.5 J6.6", FailsForNothing::new),
        broken("takes events one by one", "J6.1", OneByOne::new),
        broken("takes no empty batch", "J6.2", NoEmptyBatch::new),
        broken("belongs to one thread", "J6.3 J6.4", OneThread::new),
        broken("gives up when interrupted", "J6.5", GivesUp::new),
        broken("swallows the interruption", "J6.5", SwallowsInterruption::new),
        broken("does not tell that a write failed", "J6.6", HidesFailure::new),
        broken("knows only its own sink steps", "J7.1", OwnSinkSteps::new),
        broken("hides damage", "J7.2", HidesDamage::new),
        broken("prints what is carried", "J7.3", PrintsCarried::new),
        broken("tells keys when it refuses", "J7.3", TellsKeys::new),
        broken("cannot be closed twice", "J7.4", ClosedOnce::new));
  }

  private static Arguments broken(String name, String rules, UnaryOperator<Journal> defect) {
    return Arguments.of(name, rules, defect);
  }

  private static Arguments rewriting(
      String name, String rules, Function<JournalEvent, List<JournalEvent>> change) {
    return broken(name, rules, journal -> new Rewriting(journal, change));
  }

  /** A place in memory that can break and be damaged, seen through a journal with a defect. */
  static final class MemoryPlace implements JournalFixture {
    private final InMemoryJournal memory = new InMemoryJournal();
    private boolean broken;
    private long damaged = Long.MIN_VALUE;

    @Override
    public Journal open() {
      return defect.apply(
          new OtherJournal(memory) {
            @Override
            public void append(List<? extends JournalEvent> events) {
              if (broken) {
                throw failure();
              }
              super.append(events);
            }

            @Override
            public List<Revision> revisions(long index) {
              return sound(index, super.revisions(index));
            }

            @Override
            public Optional<Revision> latest(long index) {
              return sound(index, super.latest(index));
            }

            @Override
            public List<JournaledStep> steps(long index) {
              return sound(index, super.steps(index));
            }
          });
    }

    private <T> T sound(long index, T value) {
      if (index == damaged) {
        throw failure();
      }
      return value;
    }

    private static JournalException failure() {
      return new JournalException(JournalException.tried("use the journal").because(BROKEN));
    }

    @Override
    public boolean breakWrites() {
      broken = true;
      return true;
    }

    @Override
    public boolean damage(long index) {
      damaged = index;
      return true;
    }
  }

  /** Behaves as another journal but for what is overridden. */
  static class OtherJournal implements Journal {
    final Journal journal;

    OtherJournal(Journal journal) {
      this.journal = journal;
    }

    @Override
    public boolean isDurable() {
      return journal.isDurable();
    }

    @Override
    public String location() {
      return journal.location();
    }

    @Override
    public void begin(RunDescription run) {
      journal.begin(run);
    }

    @Override
    public Optional<RunDescription> run() {
      return journal.run();
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      journal.append(events);
    }

    @Override
    public RunProgress progress() {
      return journal.progress();
    }

    @Override
    public Map<DeviceState, Long> counts() {
      return journal.counts();
    }

    @Override
    public List<JournaledDevice> page(long from, int limit) {
      return journal.page(from, limit);
    }

    @Override
    public Optional<JournaledDevice> device(long index) {
      return journal.device(index);
    }

    @Override
    public Optional<JournaledDevice> find(DeviceRef device) {
      return journal.find(device);
    }

    @Override
    public byte[] carried(long index) {
      return journal.carried(index);
    }

    @Override
    public Optional<Revision> latest(long index) {
      return journal.latest(index);
    }

    @Override
    public List<Revision> revisions(long index) {
      return journal.revisions(index);
    }

    @Override
    public List<JournaledStep> steps(long index) {
      return journal.steps(index);
    }

    @Override
    public Map<String, Boolean> sinkSteps(long index) {
      return journal.sinkSteps(index);
    }

    @Override
    public void close() {
      journal.close();
    }

    boolean hasStep(long index, String name) {
      return journal.steps(index).stream().anyMatch(step -> step.step().name().equals(name));
    }
  }

  /** Makes other events of those that it gets. */
  static class Rewriting extends OtherJournal {
    private final Function<JournalEvent, List<JournalEvent>> change;

    Rewriting(Journal journal, Function<JournalEvent, List<JournalEvent>> change) {
      super(journal);
      this.change = change;
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      List<JournalEvent> changed = new ArrayList<>();
      events.forEach(event -> changed.addAll(change.apply(event)));
      super.append(changed);
    }
  }

  private static List<JournalEvent> withoutLabel(JournalEvent event) {
    return event instanceof JournalEvent.Listed e
        ? List.of(new JournalEvent.Listed(e.index(), e.device(), "", e.carried(), e.findings()))
        : List.of(event);
  }

  private static Journal without(Journal journal, String type) {
    return new Rewriting(
        journal, e -> e.getClass().getSimpleName().equals(type) ? List.of() : List.of(e));
  }

  private static List<JournalEvent> sessionStays(JournalEvent event) {
    return event instanceof JournalEvent.Recorded e
        ? List.of(
            new JournalEvent.Recorded(
                e.index(),
                e.original(),
                e.exported(),
                e.recordedAt(),
                false,
                e.findings(),
                e.steps()))
        : List.of(event);
  }

  private static List<JournalEvent> oneForm(JournalEvent event) {
    return event instanceof JournalEvent.Recorded e
        ? List.of(
            new JournalEvent.Recorded(
                e.index(),
                e.original(),
                e.original(),
                e.recordedAt(),
                e.sessionMoves(),
                e.findings(),
                e.steps()))
        : List.of(event);
  }

  private static List<JournalEvent> recordsBack(JournalEvent event) {
    return event instanceof JournalEvent.Recorded e
        ? List.of(e, new JournalEvent.Reached(e.index(), DeviceState.RECORDED))
        : List.of(event);
  }

  private static List<JournalEvent> neverSkipped(JournalEvent event) {
    return event instanceof JournalEvent.Reached e && e.state() == DeviceState.SKIPPED
        ? List.of()
        : List.of(event);
  }

  private static List<JournalEvent> endsAnywhere(JournalEvent event) {
    return event instanceof JournalEvent.Ended e && e.state() == DeviceState.DONE
        ? List.of(new JournalEvent.Reached(e.index(), e.state()))
        : List.of(event);
  }

  /** Drops events of a type whose step is there, or whose step is not there. */
  private static Journal whenStepIsThere(Journal journal, Class<?> type, boolean there) {
    OtherJournal other = new OtherJournal(journal);
    Set<String> planned = new HashSet<>();
    return new Rewriting(
        journal,
        event -> {
          if (event instanceof JournalEvent.Recorded e) {
            e.steps().forEach(step -> planned.add(e.index() + step.name()));
          }
          if (!type.isInstance(event)) {
            return List.of(event);
          }
          long index = ((JournalEvent.OfDevice) event).index();
          String name =
              event instanceof JournalEvent.StepApplied applied
                  ? applied.step()
                  : ((JournalEvent.StepRestored) event).step();
          boolean known = planned.contains(index + name) || other.hasStep(index, name);
          return known == there && journal.device(index).isPresent() ? List.of() : List.of(event);
        });
  }

  static class CompleteWhenEmpty extends OtherJournal {
    CompleteWhenEmpty(Journal journal) {
      super(journal);
    }

    @Override
    public RunProgress progress() {
      return run().isEmpty() ? new RunProgress(0, true, Optional.empty()) : super.progress();
    }
  }

  static class ForgetsContext extends OtherJournal {
    ForgetsContext(Journal journal) {
      super(journal);
    }

    @Override
    public Optional<RunDescription> run() {
      return super.run()
          .map(
              r ->
                  new RunDescription(
                      r.id(),
                      r.startedAt(),
                      r.source(),
                      r.sink(),
                      r.policy(),
                      r.selection(),
                      Map.of()));
    }
  }

  static class TakesSecondRun extends OtherJournal {
    TakesSecondRun(Journal journal) {
      super(journal);
    }

    @Override
    public void begin(RunDescription run) {
      if (run().isEmpty()) {
        super.begin(run);
      }
    }
  }

  static class BeginsByItself extends OtherJournal {
    BeginsByItself(Journal journal) {
      super(journal);
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      if (run().isEmpty()) {
        super.begin(JournalSamples.RUN);
      }
      super.append(events);
    }
  }

  static class EndsOnce extends OtherJournal {
    EndsOnce(Journal journal) {
      super(journal);
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      boolean ended = progress().endedAt().isPresent();
      super.append(
          events.stream().filter(e -> !(ended && e instanceof JournalEvent.RunEnded)).toList());
    }
  }

  static class CutsCarried extends OtherJournal {
    CutsCarried(Journal journal) {
      super(journal);
    }

    @Override
    public byte[] carried(long index) {
      byte[] carried = super.carried(index);
      return carried.length == 0 ? carried : java.util.Arrays.copyOf(carried, carried.length - 1);
    }
  }

  static class NumbersByItself extends OtherJournal {
    NumbersByItself(Journal journal) {
      super(journal);
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      long next = progress().listed();
      List<JournalEvent> numbered = new ArrayList<>();
      for (JournalEvent event : events) {
        if (event instanceof JournalEvent.Listed e) {
          numbered.add(
              new JournalEvent.Listed(next++, e.device(), e.label(), e.carried(), e.findings()));
        } else {
          next = event instanceof JournalEvent.ListingRestarted ? 0 : next;
          numbered.add(event);
        }
      }
      super.append(numbered);
    }
  }

  static class KeepsSinkSteps extends OtherJournal {
    private final Map<Long, Map<String, Boolean>> kept = new HashMap<>();

    KeepsSinkSteps(Journal journal) {
      super(journal);
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      for (long i = 0; i < progress().listed(); i++) {
        kept.put(i, super.sinkSteps(i));
      }
      super.append(events);
    }

    @Override
    public Map<String, Boolean> sinkSteps(long index) {
      Map<String, Boolean> now = super.sinkSteps(index);
      return now.isEmpty() ? kept.getOrDefault(index, now) : now;
    }
  }

  static class ForgetsFirstForm extends OtherJournal {
    ForgetsFirstForm(Journal journal) {
      super(journal);
    }

    @Override
    public List<Revision> revisions(long index) {
      List<Revision> all = super.revisions(index);
      return all.size() > 2 ? all.subList(1, all.size()) : all;
    }
  }

  /** Changes what is told of a device. */
  abstract static class Retold extends OtherJournal {
    Retold(Journal journal) {
      super(journal);
    }

    abstract JournaledDevice retell(JournaledDevice device);

    @Override
    public Optional<JournaledDevice> device(long index) {
      return super.device(index).map(this::retell);
    }

    static JournaledDevice retold(
        JournaledDevice d, List<Finding> findings, Optional<Receipt> receipt) {
      return new JournaledDevice(
          d.index(),
          d.device(),
          d.label(),
          d.state(),
          d.sessionMoves(),
          d.revisions(),
          findings,
          receipt,
          d.failure());
    }
  }

  static class KeepsFirstReceipt extends Retold {
    private final Map<Long, Receipt> first = new HashMap<>();

    KeepsFirstReceipt(Journal journal) {
      super(journal);
    }

    @Override
    JournaledDevice retell(JournaledDevice device) {
      device.receipt().ifPresent(receipt -> first.putIfAbsent(device.index(), receipt));
      return retold(
          device, device.findings(), device.receipt().map(r -> first.get(device.index())));
    }
  }

  static class KeepsReceipt extends Retold {
    private final Map<Long, Receipt> last = new HashMap<>();

    KeepsReceipt(Journal journal) {
      super(journal);
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      for (JournalEvent event : events) {
        if (event instanceof JournalEvent.Delivered delivered) {
          last.put(delivered.index(), delivered.receipt());
        }
      }
      super.append(events);
    }

    @Override
    JournaledDevice retell(JournaledDevice device) {
      return retold(device, device.findings(), Optional.ofNullable(last.get(device.index())));
    }
  }

  static class TurnsFindings extends Retold {
    TurnsFindings(Journal journal) {
      super(journal);
    }

    @Override
    JournaledDevice retell(JournaledDevice device) {
      List<Finding> turned = new ArrayList<>(device.findings());
      java.util.Collections.reverse(turned);
      return retold(device, turned, device.receipt());
    }
  }

  static class KeepsFailure extends OtherJournal {
    KeepsFailure(Journal journal) {
      super(journal);
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      List<JournalEvent> all = new ArrayList<>(events);
      for (JournalEvent event : events) {
        if (event instanceof JournalEvent.Ended ended) {
          device(ended.index())
              .flatMap(JournaledDevice::failure)
              .ifPresent(reason -> all.add(new JournalEvent.Failed(ended.index(), reason)));
        }
      }
      super.append(all);
    }
  }

  static class ToleratesUnknownDevice extends OtherJournal {
    ToleratesUnknownDevice(Journal journal) {
      super(journal);
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      super.append(
          events.stream()
              .filter(
                  e ->
                      events.size() > 1
                          || !(e instanceof JournalEvent.SinkStep step)
                          || device(step.index()).isPresent())
              .toList());
    }
  }

  static class SortsSteps extends OtherJournal {
    SortsSteps(Journal journal) {
      super(journal);
    }

    @Override
    public List<JournaledStep> steps(long index) {
      return super.steps(index).stream()
          .sorted(Comparator.comparing(step -> step.step().name()))
          .toList();
    }
  }

  static class PlansOnce extends OtherJournal {
    private final Set<Long> planned = new HashSet<>();

    PlansOnce(Journal journal) {
      super(journal);
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      List<JournalEvent> all = new ArrayList<>();
      for (JournalEvent event : events) {
        if (event instanceof JournalEvent.Recorded e && !e.steps().isEmpty()) {
          boolean first = planned.add(e.index());
          all.add(
              new JournalEvent.Recorded(
                  e.index(),
                  e.original(),
                  e.exported(),
                  e.recordedAt(),
                  e.sessionMoves(),
                  e.findings(),
                  first ? e.steps() : List.of()));
        } else {
          all.add(event);
        }
      }
      super.append(all);
    }
  }

  static class ForgetsDone extends OtherJournal {
    private final Map<String, Boolean> last = new HashMap<>();

    ForgetsDone(Journal journal) {
      super(journal);
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      for (JournalEvent event : events) {
        if (event instanceof JournalEvent.SinkStep step) {
          last.put(step.index() + step.step(), step.done());
        }
      }
      super.append(events);
    }

    @Override
    public Map<String, Boolean> sinkSteps(long index) {
      Map<String, Boolean> steps = new HashMap<>(super.sinkSteps(index));
      steps.replaceAll((name, done) -> last.getOrDefault(index + name, done));
      return steps;
    }
  }

  static class LatePages extends OtherJournal {
    LatePages(Journal journal) {
      super(journal);
    }

    @Override
    public List<JournaledDevice> page(long from, int limit) {
      return super.page(from == 0 ? 0 : from + 1, limit);
    }
  }

  static class EmptyPage extends OtherJournal {
    EmptyPage(Journal journal) {
      super(journal);
    }

    @Override
    public List<JournaledDevice> page(long from, int limit) {
      return limit == 0 ? List.of() : super.page(from, limit);
    }
  }

  static class FindsLast extends OtherJournal {
    FindsLast(Journal journal) {
      super(journal);
    }

    @Override
    public Optional<JournaledDevice> find(DeviceRef device) {
      return page(0, Integer.MAX_VALUE).stream()
          .filter(d -> d.device().equals(device))
          .reduce((one, other) -> other);
    }
  }

  static class CountsLess extends OtherJournal {
    CountsLess(Journal journal) {
      super(journal);
    }

    @Override
    public Map<DeviceState, Long> counts() {
      Map<DeviceState, Long> counts = new HashMap<>(super.counts());
      counts.remove(DeviceState.DELIVERED);
      return counts;
    }
  }

  static class FailsForNothing extends OtherJournal {
    FailsForNothing(Journal journal) {
      super(journal);
    }

    @Override
    public Optional<Revision> latest(long index) {
      return super.device(index).flatMap(device -> super.latest(index)).isPresent()
          ? super.latest(index)
          : Optional.of(super.revisions(index).get(0));
    }
  }

  static class OneByOne extends OtherJournal {
    OneByOne(Journal journal) {
      super(journal);
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      for (JournalEvent event : events) {
        super.append(List.of(event));
      }
    }
  }

  static class NoEmptyBatch extends OtherJournal {
    NoEmptyBatch(Journal journal) {
      super(journal);
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      if (events.isEmpty()) {
        throw MemoryPlace.failure();
      }
      super.append(events);
    }
  }

  static class OneThread extends OtherJournal {
    private final Thread owner = Thread.currentThread();

    OneThread(Journal journal) {
      super(journal);
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      assertThat(Thread.currentThread()).isSameAs(owner);
      super.append(events);
    }
  }

  static class GivesUp extends OtherJournal {
    GivesUp(Journal journal) {
      super(journal);
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      if (Thread.currentThread().isInterrupted()) {
        throw MemoryPlace.failure();
      }
      super.append(events);
    }
  }

  static class SwallowsInterruption extends OtherJournal {
    SwallowsInterruption(Journal journal) {
      super(journal);
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      boolean interrupted = Thread.interrupted();
      super.append(interrupted ? List.copyOf(events) : events);
    }
  }

  static class HidesFailure extends OtherJournal {
    HidesFailure(Journal journal) {
      super(journal);
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      try {
        super.append(events);
      } catch (JournalException e) {
        if (!String.valueOf(e.getMessage()).contains(BROKEN)) {
          throw e;
        }
      }
    }
  }

  static class OwnSinkSteps extends OtherJournal {
    private final Set<Long> own = new HashSet<>();

    OwnSinkSteps(Journal journal) {
      super(journal);
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      for (JournalEvent event : events) {
        if (event instanceof JournalEvent.SinkStep step) {
          own.add(step.index());
        }
      }
      super.append(events);
    }

    @Override
    public Map<String, Boolean> sinkSteps(long index) {
      return own.contains(index) ? super.sinkSteps(index) : Map.of();
    }
  }

  static class HidesDamage extends OtherJournal {
    HidesDamage(Journal journal) {
      super(journal);
    }

    @Override
    public Optional<Revision> latest(long index) {
      try {
        return super.latest(index);
      } catch (JournalException e) {
        return Optional.empty();
      }
    }
  }

  static class PrintsCarried extends OtherJournal {
    PrintsCarried(Journal journal) {
      super(journal);
    }

    @Override
    public String toString() {
      return new String(super.carried(1), StandardCharsets.ISO_8859_1);
    }
  }

  static class TellsKeys extends OtherJournal {
    TellsKeys(Journal journal) {
      super(journal);
    }

    @Override
    public void append(List<? extends JournalEvent> events) {
      try {
        super.append(events);
      } catch (JournalException e) {
        String told = events.toString();
        if (events.get(0) instanceof JournalEvent.Recorded recorded) {
          told = recorded.original().toProto().toString();
        }
        throw new JournalException(JournalException.tried("append " + told));
      }
    }
  }

  static class ClosedOnce extends OtherJournal {
    private boolean closed;

    ClosedOnce(Journal journal) {
      super(journal);
    }

    @Override
    public void close() {
      if (closed) {
        throw new IllegalStateException("closed already");
      }
      closed = true;
    }
  }
}
