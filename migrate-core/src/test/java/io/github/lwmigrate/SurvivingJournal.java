package io.github.lwmigrate;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.InMemoryJournal;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.journal.Revision;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.journal.RunProgress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/**
 * A journal that outlives the run of a test as a file outlives a process, with a point before and
 * after each write.
 */
final class SurvivingJournal implements Journal {

  private final Journal kept;
  private final CrashPoint crash;
  private final AtomicInteger writes = new AtomicInteger(-1);
  private IntConsumer beforeWrite = number -> {};
  private UnaryOperator<Revision> reading = UnaryOperator.identity();

  SurvivingJournal() {
    this(new InMemoryJournal(), CrashPoint.never());
  }

  private SurvivingJournal(Journal kept, CrashPoint crash) {
    this.kept = kept;
    this.crash = crash;
  }

  /** The same journal in another process. */
  SurvivingJournal reopened(CrashPoint crash) {
    return new SurvivingJournal(kept, crash);
  }

  /** Gives back other forms than were written. */
  SurvivingJournal reading(UnaryOperator<Revision> forms) {
    reading = forms;
    return this;
  }

  /** The same journal, told before each write of how many there were; -1 stands for the first. */
  SurvivingJournal writing(IntConsumer beforeWrite) {
    SurvivingJournal watched = new SurvivingJournal(kept, crash);
    watched.beforeWrite = beforeWrite;
    return watched;
  }

  private void write() {
    beforeWrite.accept(writes.getAndIncrement());
  }

  @Override
  public boolean isDurable() {
    return true;
  }

  @Override
  public String location() {
    return kept.location();
  }

  @Override
  public void begin(RunDescription run) {
    crash.pass("before begin");
    write();
    kept.begin(run);
  }

  @Override
  public void append(List<? extends JournalEvent> events) {
    String name = events.isEmpty() ? "nothing" : events.get(0).getClass().getSimpleName();
    crash.pass("before " + name);
    write();
    kept.append(events);
    crash.pass("after " + name);
  }

  @Override
  public Optional<RunDescription> run() {
    return kept.run();
  }

  @Override
  public RunProgress progress() {
    return kept.progress();
  }

  @Override
  public Map<DeviceState, Long> counts() {
    return kept.counts();
  }

  @Override
  public List<JournaledDevice> page(long from, int limit) {
    return kept.page(from, limit);
  }

  @Override
  public Optional<JournaledDevice> device(long index) {
    return kept.device(index);
  }

  @Override
  public Optional<JournaledDevice> find(DeviceRef device) {
    return kept.find(device);
  }

  @Override
  public byte[] carried(long index) {
    return kept.carried(index);
  }

  @Override
  public Optional<Revision> latest(long index) {
    return kept.latest(index).map(reading);
  }

  @Override
  public List<Revision> revisions(long index) {
    return kept.revisions(index);
  }

  @Override
  public List<JournaledStep> steps(long index) {
    return kept.steps(index);
  }

  @Override
  public Map<String, Boolean> sinkSteps(long index) {
    return kept.sinkSteps(index);
  }

  @Override
  public void close() {}
}
