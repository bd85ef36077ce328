package io.github.lwmigrate.internal;

import io.github.lwmigrate.CancelledException;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.MigrationRun;
import io.github.lwmigrate.OnFailure;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Progress;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournalException;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.spi.Sink;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the devices of a feed through the stages of a {@link DeviceWork}. A lister feeds readers, a
 * coordinator judges what they made in listing order and sends it through the other stages, and a
 * settler tells the outcomes in listing order. The queues between the three are the reorder
 * buffers, and their bounds the backpressure.
 */
public final class Engine implements MigrationRun {

  private static final Logger log = LoggerFactory.getLogger(Engine.class);

  private static final int READ_AHEAD = 64;

  private final EngineConfig config;
  private final Selection selection;
  private final String id;
  private final RunCall call;
  private final RunLog journal;
  private final ExecutorService readers;
  private final ExecutorService workers;
  private final ExecutorService writers;
  private final BlockingQueue<Optional<CompletableFuture<Prepared>>> prepared;
  private final BlockingQueue<Optional<CompletableFuture<Prepared>>> inHand;
  private final Tally tally;
  private final AtomicLong listed = new AtomicLong();
  private final AtomicReference<@Nullable MigrationException> failure = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopped;
  private volatile boolean listingComplete;
  private boolean listenersHeard = true;
  private long startedNanos;
  private @Nullable MigrationReport report;

  private Engine(EngineConfig config, Selection selection, String id) {
    this.config = config;
    this.selection = selection;
    this.id = id;
    this.call = new RunCall(config);
    this.journal = new RunLog(config.journal());
    int concurrency = config.source().maxConcurrency();
    this.readers = pool("read", concurrency);
    this.workers = pool("work", concurrency);
    this.writers = pool("store", writerCount());
    this.prepared = new ArrayBlockingQueue<>(READ_AHEAD + 2 * concurrency);
    this.inHand = new ArrayBlockingQueue<>(READ_AHEAD + 2 * concurrency);
    this.tally = new Tally(!config.discardOutcomes());
  }

  /**
   * Starts a plan: the same as a run, up to the sink. Changes nothing, the journal included.
   *
   * @param config what the migration was built with
   * @param selection which devices
   * @return the plan
   */
  public static Engine plan(EngineConfig config, Selection selection) {
    EngineConfig apart = withoutJournal(config);
    Engine engine = new Engine(apart, selection, UUID.randomUUID().toString());
    engine.start(
        new ListingFeed(config.source(), selection, engine.call), engine.migration(apart, true));
    return engine;
  }

  /**
   * Starts a run. Its journal, if there is one, holds no run yet.
   *
   * @param config what the migration was built with
   * @param selection which devices
   * @return the run
   */
  public static Engine run(EngineConfig config, Selection selection) {
    String named = config.runId();
    String id = named == null ? UUID.randomUUID().toString() : named;
    Journal journal = config.journal();
    Sink sink = config.sink();
    if (journal != null) {
      journal.begin(
          new RunDescription(
              id,
              config.clock().instant(),
              config.source().identity(),
              sink == null ? "" : sink.identity(),
              config.policy().describe(),
              selection.toString(),
              config.context()));
    }
    return proceed(config, selection, id);
  }

  /**
   * Takes up a run where its journal says that it is.
   *
   * @param config what the migration was built with
   * @param selection which devices, for a listing that had not ended
   * @return the run
   */
  public static Engine resume(EngineConfig config, Selection selection) {
    return proceed(config, selection, idOf(config));
  }

  private static Engine proceed(EngineConfig config, Selection selection, String id) {
    Engine engine = new Engine(config, selection, id);
    ListingFeed listing = new ListingFeed(config.source(), selection, engine.call);
    Journal journal = config.journal();
    engine.start(
        journal == null ? listing : new JournalFeed(journal, listing, engine.call),
        engine.migration(config, false));
    return engine;
  }

  /**
   * Retires devices that the run of the journal has delivered.
   *
   * @param config what the migration was built with
   * @param selection which of them
   * @return the run
   */
  public static Engine retire(EngineConfig config, Selection selection) {
    Engine engine = new Engine(config, selection, idOf(config));
    engine.start(
        engine.journalled(),
        new RetireWork(config, engine.call, engine.journal, () -> engine.stopped));
    return engine;
  }

  /**
   * Puts back what the run of the journal changed at the origin.
   *
   * @param config what the migration was built with
   * @param selection which devices
   * @param latest the device as the target has it now, by the exported form
   * @return the run
   */
  public static Engine rollback(
      EngineConfig config, Selection selection, Function<EndDevice, Optional<EndDevice>> latest) {
    Engine engine = new Engine(config, selection, idOf(config));
    engine.start(
        engine.journalled(),
        new RollbackWork(
            config, selection, engine.call, engine.journal, () -> engine.stopped, latest));
    return engine;
  }

  private static String idOf(EngineConfig config) {
    Journal journal = config.journal();
    return journal == null ? "" : journal.run().map(RunDescription::id).orElse("");
  }

  private static EngineConfig withoutJournal(EngineConfig config) {
    return new EngineConfig(
        config.source(),
        config.sink(),
        config.policy(),
        config.checks(),
        null,
        config.runId(),
        config.context(),
        config.onProgress(),
        config.onOutcome(),
        config.onPlanned(),
        config.discardOutcomes(),
        config.timeout(),
        config.clock(),
        config.random(),
        config.pacer());
  }

  private MigrationWork migration(EngineConfig of, boolean plan) {
    return new MigrationWork(of, selection, plan, call, journal, () -> stopped);
  }

  private Feed journalled() {
    Journal open = config.journal();
    if (open == null) {
      throw new IllegalStateException("there is no journal");
    }
    return new SelectedFeed(open, selection, call);
  }

  private void start(Feed feed, DeviceWork work) {
    startedNanos = System.nanoTime();
    log.debug("Run {} starts: {}, {}", id, config.source().identity(), selection);
    thread("list", () -> list(feed, work)).start();
    thread("coordinate", () -> coordinate(work)).start();
    thread("settle", () -> settle(work)).start();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public void cancel() {
    stopped = true;
    call.cancel();
  }

  @Override
  public MigrationReport await() {
    Uninterruptibly.run(ended::await, this::cancel);
    MigrationReport result = report;
    if (result == null) {
      throw new IllegalStateException("run " + id + " ended without a report");
    }
    return result;
  }

  private void list(Feed feed, DeviceWork work) {
    try {
      listingComplete = feed.run(device -> accept(device, work));
    } catch (RuntimeException | Error e) {
      MigrationException known = Failures.of(e, Stage.LIST, "list the devices of the origin", null);
      endEarly(known);
      if (config.policy().onFailure() == OnFailure.STOP || known instanceof JournalException) {
        stopped = true;
      }
    } finally {
      put(prepared, Optional.empty());
    }
  }

  private void accept(Prepared device, DeviceWork work) {
    listed.incrementAndGet();
    put(
        prepared,
        Optional.of(CompletableFuture.supplyAsync(() -> stage(device, work::prepare), readers)));
  }

  private static <T> void put(BlockingQueue<T> queue, T entry) {
    Uninterruptibly.run(() -> queue.put(entry));
  }

  private void coordinate(DeviceWork work) {
    // The device before the one that may be stored now, for each writer.
    CompletableFuture<?>[] before = new CompletableFuture<?>[writerCount()];
    Arrays.fill(before, CompletableFuture.completedFuture(null));
    int writer = 0;
    try {
      while (true) {
        var next = Uninterruptibly.take(prepared::take);
        if (next.isEmpty()) {
          break;
        }
        Prepared device = stage(next.get().join(), work::judge);
        CompletableFuture<Prepared> delivered =
            CompletableFuture.supplyAsync(() -> stage(device, work::probe), writers)
                .thenApplyAsync(known -> stage(known, work::beforeDelivery), workers)
                .thenCombineAsync(
                    before[writer], (known, earlier) -> stage(known, work::deliver), writers);
        before[writer] = delivered;
        writer = (writer + 1) % before.length;
        put(
            inHand,
            Optional.of(
                delivered.thenApplyAsync(known -> stage(known, work::afterDelivery), workers)));
      }
    } finally {
      put(inHand, Optional.empty());
    }
  }

  /** One stage of one device. Whatever goes wrong ends this device, and perhaps the run. */
  private Prepared stage(Prepared device, Consumer<Prepared> work) {
    if (device.hasEnded()) {
      return device;
    }
    try {
      work.accept(device);
    } catch (CancelledException e) {
      write(() -> journal.stopped(device));
    } catch (RuntimeException | Error e) {
      MigrationException known =
          Failures.of(e, device.stage, verb(device.stage), device.listed.ref());
      device.fail(known);
      if (known instanceof JournalException) {
        stopped = true;
        endEarly(known);
      } else {
        if (config.policy().onFailure() == OnFailure.STOP) {
          stopped = true;
        }
        noteFailure(device, known);
      }
    }
    return device;
  }

  private void noteFailure(Prepared device, MigrationException known) {
    write(() -> journal.failed(device, String.valueOf(known.getMessage())));
  }

  private void write(Runnable entry) {
    try {
      entry.run();
    } catch (RuntimeException | Error e) {
      stopped = true;
      endEarly(Failures.of(e, Stage.RECORD, verb(Stage.RECORD), null));
    }
  }

  private static String verb(Stage stage) {
    return switch (stage) {
      case READ -> "read the device";
      case TRANSFORM -> "apply the rules of the policy";
      case CHECK -> "check the device";
      case RECORD -> "write the device to the journal";
      case RETIRE -> "change the device at the origin";
      default -> "store the device";
    };
  }

  private void settle(DeviceWork work) {
    try {
      while (true) {
        var next = Uninterruptibly.take(inHand::take);
        if (next.isEmpty()) {
          break;
        }
        settle(next.get().join());
      }
      boolean complete = listingComplete && work.missing(tally) == 0 && failure.get() == null;
      try {
        work.finish(tally, complete);
      } catch (RuntimeException | Error e) {
        endEarly(Failures.of(e, Stage.DELIVER, "finish the sink", null));
      }
    } finally {
      readers.shutdown();
      workers.shutdown();
      writers.shutdown();
      report = makeReport(work.appeared());
      log.debug("Run {} ends: {}", id, report.counts());
      ended.countDown();
    }
  }

  private void settle(Prepared device) {
    Outcome outcome = device.outcome();
    tally.add(outcome);
    if (outcome.status() == Status.FAILED && config.policy().onFailure() == OnFailure.STOP) {
      outcome.failure().ifPresent(this::endEarly);
    }
    tell(outcome, device);
  }

  private void tell(Outcome outcome, Prepared device) {
    if (!listenersHeard) {
      return;
    }
    try {
      if (outcome.status() == Status.PLANNED) {
        MigrationWork.planned(device).ifPresent(config.onPlanned());
      }
      config.onOutcome().accept(outcome);
      config.onProgress().accept(progress());
    } catch (RuntimeException | Error e) {
      listenersHeard = false;
      stopped = true;
      endEarly(Failures.of(e, Stage.REPORT, "tell a listener of the outcome", outcome.origin()));
    }
  }

  private Progress progress() {
    OptionalLong total = call.expectedDevices();
    OptionalLong limit = selection.limit();
    if (total.isPresent() && limit.isPresent()) {
      total = OptionalLong.of(Math.min(total.getAsLong(), limit.getAsLong()));
    }
    return new Progress(
        listed.get(), total, tally.finished(), tally.counts(), call.remoteCalls(), elapsed());
  }

  private void endEarly(MigrationException e) {
    if (!failure.compareAndSet(null, e)) {
      log.debug("Run {}: another failure followed: {}", id, e.getMessage());
    }
  }

  private MigrationReport makeReport(List<DeviceRef> appeared) {
    return new MigrationReport(
        id,
        tally.counts(),
        tally.answeredByBoth(),
        appeared,
        tally.findings(),
        tally.outcomes(),
        listingComplete,
        call.isCancelled(),
        Optional.ofNullable(failure.get()),
        call.remoteCalls(),
        elapsed());
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  private int writerCount() {
    Sink sink = config.sink();
    return sink == null ? 1 : sink.maxConcurrency();
  }

  private ExecutorService pool(String name, int threads) {
    AtomicInteger number = new AtomicInteger();
    return Executors.newFixedThreadPool(
        threads, task -> thread(name + "-" + number.incrementAndGet(), task));
  }

  private Thread thread(String name, Runnable task) {
    String run = id.length() > 8 ? id.substring(0, 8) : id;
    Thread thread = new Thread(task, "lw-migrate-" + run + "-" + name);
    thread.setDaemon(true);
    return thread;
  }
}
