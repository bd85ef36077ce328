package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.journal.Revision;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.journal.RunProgress;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementRequest;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.spi.Retirer;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.StepLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that deletes at its origin, in a process with a small heap. */
class JournalledMemoryTest {

  private static final int DEVICES = 100_000;
  private static final String HEAP = "-Xmx24m";

  @Test
  @Timeout(180)
  void manyDevices_recordedDeliveredAndDeleted_inASmallHeap()
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                JournalledMemoryTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output)
        .endsWith(
            "done "
                + DEVICES
                + ", deleted "
                + DEVICES
                + ", told "
                + DEVICES
                + System.lineSeparator());
  }

  /**
   * The process with the small heap.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    VastOrigin origin = new VastOrigin();
    FlyingJournal journal = new FlyingJournal();
    MigrationReport report =
        Migration.from(origin)
            .to(new Nowhere())
            .policy(MigrationPolicy.withoutSession().deleteSourceDevice().build())
            .journal(journal)
            .checks(List.of())
            .discardOutcomes()
            .build()
            .run(Selection.all());
    report.orThrow();
    System.out.println(
        "done "
            + report.count(Status.DONE)
            + ", deleted "
            + origin.deleted()
            + ", told "
            + MigrationReport.of(journal, outcome -> {}).count(Status.DONE));
  }

  private static final class Nowhere implements Sink {
    @Override
    public Receipt store(Delivery delivery, StepLog steps, Call call) {
      return new Receipt("nowhere");
    }
  }

  /** Devices of some size, each with one step. */
  private static final class VastOrigin extends FakeSource implements Retirer {
    private static final byte[] IMAGE = new byte[1_000];
    private final boolean[] deleted = new boolean[DEVICES];

    VastOrigin() {
      super(DEVICES, 2);
      reading((number, call) -> Reading.of(large(number)));
    }

    private static EndDevice large(int number) {
      return device(number)
          .with(message -> message.putAttributes("note", String.valueOf(number).repeat(100)));
    }

    synchronized int deleted() {
      int count = 0;
      for (boolean each : deleted) {
        count += each ? 1 : 0;
      }
      return count;
    }

    private static int number(RetirementStep step) {
      return Integer.parseInt(step.device().deviceId().substring(4));
    }

    @Override
    public Optional<Retirer> retirer() {
      return Optional.of(this);
    }

    @Override
    public Set<Retirement> supported() {
      return Set.of(Retirement.DELETE);
    }

    @Override
    public Assessment assess(RetirementRequest request, Call call) {
      DeviceRef ref = request.reading().device().orElseThrow().ref();
      return new Assessment(
          List.of(new RetirementStep(ref, request.wanted(), "delete", IMAGE.clone(), new byte[0])),
          List.of());
    }

    @Override
    public synchronized void apply(RetirementStep step, Call call) {
      deleted[number(step)] = true;
    }

    @Override
    public synchronized Comparison compare(RetirementStep step, Call call) {
      return deleted[number(step)] ? Comparison.AFTER : Comparison.BEFORE;
    }

    @Override
    public Reading readFrozen(
        Listed listed, EndDevice recorded, List<RetirementStep> applied, Call call) {
      throw new IllegalStateException("nothing is frozen");
    }

    @Override
    public List<Finding> restore(RetirementStep step, Optional<EndDevice> latest, Call call) {
      throw new IllegalStateException("nothing is put back");
    }
  }

  /** Holds what it must while a device is under way, and its state afterwards. */
  private static final class FlyingJournal implements Journal {
    private final Map<Long, JournalEvent.Recorded> underWay = new ConcurrentHashMap<>();
    private final DeviceState[] states = new DeviceState[DEVICES];
    private int listed;
    private boolean complete;
    private Optional<RunDescription> run = Optional.empty();

    @Override
    public boolean isDurable() {
      return true;
    }

    @Override
    public String location() {
      return "in the air";
    }

    @Override
    public synchronized void begin(RunDescription run) {
      this.run = Optional.of(run);
    }

    @Override
    public synchronized Optional<RunDescription> run() {
      return run;
    }

    @Override
    public synchronized void append(List<? extends JournalEvent> events) {
      for (JournalEvent event : events) {
        if (event instanceof JournalEvent.Listed entry) {
          states[(int) entry.index()] = DeviceState.LISTED;
          listed++;
        } else if (event instanceof JournalEvent.ListingCompleted) {
          complete = true;
        } else if (event instanceof JournalEvent.Recorded recorded) {
          underWay.put(recorded.index(), recorded);
        } else if (event instanceof JournalEvent.Reached reached) {
          states[(int) reached.index()] = reached.state();
          if (reached.state() == DeviceState.DONE) {
            underWay.remove(reached.index());
          }
        }
      }
    }

    @Override
    public synchronized RunProgress progress() {
      return new RunProgress(listed, complete, Optional.empty());
    }

    @Override
    public Map<DeviceState, Long> counts() {
      return Map.of();
    }

    @Override
    public synchronized List<JournaledDevice> page(long from, int limit) {
      return LongStream.range(from, Math.min(listed, from + limit)).mapToObj(this::known).toList();
    }

    private JournaledDevice known(long index) {
      return new JournaledDevice(
          index,
          new DeviceRef("app-1", "dev-" + index),
          "dev-" + index,
          states[(int) index],
          false,
          states[(int) index] == DeviceState.LISTED ? 0 : 1,
          List.of(),
          Optional.empty(),
          Optional.empty());
    }

    @Override
    public synchronized Optional<JournaledDevice> device(long index) {
      return Optional.of(known(index));
    }

    @Override
    public synchronized Optional<JournaledDevice> find(DeviceRef device) {
      return Optional.of(known(Long.parseLong(device.deviceId().substring(4))));
    }

    @Override
    public byte[] carried(long index) {
      return new byte[0];
    }

    @Override
    public Optional<Revision> latest(long index) {
      return Optional.ofNullable(underWay.get(index))
          .map(it -> new Revision(1, it.original(), it.exported(), it.recordedAt()));
    }

    @Override
    public List<Revision> revisions(long index) {
      return latest(index).stream().toList();
    }

    @Override
    public List<JournaledStep> steps(long index) {
      return List.of();
    }

    @Override
    public Map<String, Boolean> sinkSteps(long index) {
      return Map.of();
    }

    @Override
    public void close() {}
  }
}
