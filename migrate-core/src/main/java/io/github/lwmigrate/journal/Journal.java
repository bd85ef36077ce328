package io.github.lwmigrate.journal;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.spi.RetirementStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The record of one run: each device, its original and its exported form, every step taken at
 * origin and target. It is written as a sequence of {@link JournalEvent}s and read device by
 * device.
 *
 * <p>The engine begins it once, lists into it page by page, and writes each device's events from
 * the threads that work on the device, one batch after the other; it reads pages in listing order
 * from one thread and single devices from several. Whoever opened a journal closes it, after the
 * run.
 *
 * <p>Holds keys: it is as secret as the devices. Thread-safe. Every method throws a {@link
 * JournalException} if the journal cannot be written or read; after a failed write the journal
 * takes no more events, and what was appended before is intact.
 *
 * <p>What a journal shows is what the events say, applied in order; the rules are in {@link
 * JournalEvent}. The contract test {@code JournalContract} of {@code migrate-testkit} holds an
 * implementation to them.
 */
public interface Journal extends AutoCloseable {

  /**
   * Whether appended events survive the death of process and machine. Only a durable journal may
   * stand behind a run that changes its origin.
   *
   * @return true once {@link #append} means "on disk"
   */
  boolean isDurable();

  /**
   * Where the journal is, for people.
   *
   * @return a path, or words
   */
  String location();

  /**
   * Begins the run. Once for each journal, before the first event.
   *
   * @param run what the run is
   * @throws JournalException if the journal has a run already
   */
  void begin(RunDescription run);

  /**
   * The run of this journal.
   *
   * @return empty before {@link #begin}
   */
  Optional<RunDescription> run();

  /**
   * Appends events: all of them or none. Returns once they are durable, where the journal is.
   * Called from many threads at once. A batch that is refused, since {@link #begin} was not called
   * or an event breaks a rule, leaves the journal as it was; it goes on taking events.
   *
   * @param events the events in order
   * @throws JournalException if an event is refused, or cannot be written
   */
  void append(List<? extends JournalEvent> events);

  /**
   * How far the run is as a whole.
   *
   * @return the progress; of a journal without a run, that of a listing that has not begun
   */
  RunProgress progress();

  /**
   * How many devices are in each state.
   *
   * @return counts; a state that does not occur is missing
   */
  Map<DeviceState, Long> counts();

  /**
   * Devices in listing order.
   *
   * @param from the first index wanted
   * @param limit how many devices at most, at least 1
   * @return devices with an index of at least {@code from}, ascending; empty after the last
   * @throws IllegalArgumentException if the limit is less than 1
   */
  List<JournaledDevice> page(long from, int limit);

  /**
   * All devices in listing order, read page by page: for any number of devices in little memory.
   *
   * @return what {@link #page} gives, page after page; each iteration reads anew
   */
  default Iterable<JournaledDevice> devices() {
    return new JournaledDevices(this);
  }

  /**
   * One device.
   *
   * @param index its position in the listing
   * @return empty if the listing did not bring it
   */
  Optional<JournaledDevice> device(long index);

  /**
   * A device by its reference at the origin.
   *
   * @param device the device
   * @return the first entry of the listing with this reference; empty if there is none
   */
  Optional<JournaledDevice> find(DeviceRef device);

  /**
   * What the listing carried for a device.
   *
   * @param index its position in the listing
   * @return the bytes of {@link io.github.lwmigrate.spi.Listed#carried()}; empty if there are none
   */
  byte[] carried(long index);

  /**
   * The last recorded form of a device, checked against damage.
   *
   * @param index its position in the listing
   * @return empty before it was recorded
   */
  Optional<Revision> latest(long index);

  /**
   * All recorded forms of a device, checked against damage. The first one is how the device was
   * before this run changed anything.
   *
   * @param index its position in the listing
   * @return ascending by number
   */
  List<Revision> revisions(long index);

  /**
   * The steps at the origin that were planned for a device, with what became of them, checked
   * against damage.
   *
   * @param index its position in the listing
   * @return steps in the order in which they are applied
   */
  List<JournaledStep> steps(long index);

  /**
   * The steps at the target that a sink wrote down for a device.
   *
   * @param index its position in the listing
   * @return by the name of the step, whether it is known to be done; empty if there are none
   */
  Map<String, Boolean> sinkSteps(long index);

  /** Releases the journal. Harmless when repeated. */
  @Override
  void close();

  /**
   * One planned step.
   *
   * @param step the step with its images
   * @param state what became of it
   */
  record JournaledStep(RetirementStep step, StepState state) {}
}
