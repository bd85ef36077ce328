package io.github.lwmigrate.internal;

import io.github.lwmigrate.CancelledException;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.MigrationRun;
import io.github.lwmigrate.OnFailure;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Progress;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.check.Candidate;
import io.github.lwmigrate.check.DeviceCheck;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.rule.DeviceRule;
import io.github.lwmigrate.spi.Completion;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Sink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One plan or run. A lister feeds readers, a coordinator takes what they made in listing order and
 * hands it to writers; the queue between lister and coordinator bounds how far reading runs ahead.
 */
public final class Engine implements MigrationRun {

  private static final Logger log = LoggerFactory.getLogger(Engine.class);

  private static final int READ_AHEAD = 64;

  private final EngineConfig config;
  private final Selection selection;
  private final boolean plan;
  private final String id = UUID.randomUUID().toString();
  private final RunCall call;
  private final ExecutorService readers;
  private final ExecutorService writers;
  private final BlockingQueue<Optional<CompletableFuture<Prepared>>> inOrder;
  private final Deque<CompletableFuture<Prepared>> storing = new ArrayDeque<>();
  private final Tally tally;
  private final Collisions collisions = new Collisions();
  private final AtomicLong listed = new AtomicLong();
  private final AtomicReference<@Nullable MigrationException> failure = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopped;
  private volatile boolean listingComplete;
  private boolean listenersHeard = true;
  private long startedNanos;
  private @Nullable MigrationReport report;

  private Engine(EngineConfig config, Selection selection, boolean plan) {
    this.config = config;
    this.selection = selection;
    this.plan = plan;
    this.call = new RunCall(config);
    this.readers = pool("read", config.source().maxConcurrency());
    this.writers = pool("store", writerCount());
    this.inOrder = new ArrayBlockingQueue<>(READ_AHEAD + 2 * config.source().maxConcurrency());
    this.tally = new Tally(!config.discardOutcomes());
  }

  /**
   * Starts.
   *
   * @param config what the migration was built with
   * @param selection which devices
   * @param plan whether to end before anything is stored
   * @return the run
   */
  public static Engine start(EngineConfig config, Selection selection, boolean plan) {
    Engine engine = new Engine(config, selection, plan);
    engine.startedNanos = System.nanoTime();
    log.debug("Run {} starts: {}, {}", engine.id, config.source().identity(), selection);
    engine.thread("list", engine::list).start();
    engine.thread("coordinate", engine::coordinate).start();
    return engine;
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

  private void list() {
    try {
      config.source().list(selection, this::accept, call);
      listingComplete = !call.isCancelled();
    } catch (ListingEnded e) {
      listingComplete = !call.isCancelled();
    } catch (CancelledException e) {
      listingComplete = false;
    } catch (RuntimeException | Error e) {
      endEarly(Failures.of(e, Stage.LIST, "list the devices of the origin", null));
      if (config.policy().onFailure() == OnFailure.STOP) {
        stopped = true;
      }
    } finally {
      put(Optional.empty());
    }
  }

  private void accept(Listed entry) {
    OptionalLong limit = selection.limit();
    if (call.isCancelled() || (limit.isPresent() && listed.get() >= limit.getAsLong())) {
      throw new ListingEnded();
    }
    Prepared device = new Prepared(listed.getAndIncrement(), entry);
    put(Optional.of(CompletableFuture.supplyAsync(() -> prepare(device), readers)));
    if (limit.isPresent() && listed.get() >= limit.getAsLong()) {
      throw new ListingEnded();
    }
  }

  private void put(Optional<CompletableFuture<Prepared>> device) {
    Uninterruptibly.run(() -> inOrder.put(device));
  }

  private Prepared prepare(Prepared device) {
    Stage stage = Stage.READ;
    try {
      device.rejectIfRefused(config.policy());
      if (device.hasEnded()) {
        return device;
      }
      if (stopped) {
        device.end(Status.NOT_STARTED);
        return device;
      }
      Reading reading = config.source().read(device.listed, call);
      device.findings.addAll(reading.findings());
      if (reading.device().isEmpty()) {
        miss(device, reading.reason());
        return device;
      }
      device.recordedAt = config.clock().instant();
      EndDevice original = reading.device().get();
      stage = Stage.TRANSFORM;
      EndDevice exported = original;
      for (DeviceRule rule : config.policy().rules()) {
        exported = rule.apply(exported, device.findings::add);
      }
      device.exported = exported;
      stage = Stage.CHECK;
      Candidate candidate = new Candidate(original, exported, config.policy());
      for (DeviceCheck check : config.checks()) {
        check.check(candidate, device.findings::add);
      }
      device.rejectIfRefused(config.policy());
    } catch (CancelledException e) {
      device.end(Status.NOT_STARTED);
    } catch (RuntimeException | Error e) {
      device.fail(Failures.of(e, stage, verb(stage), device.listed.ref()));
      stopOnFailure();
    }
    return device;
  }

  /** A device that the user named must exist; one that was listed may have gone since. */
  private void miss(Prepared device, String reason) {
    if (selection.devices().isPresent()) {
      device.findings.add(
          Finding.of(Severity.ERROR, FindingCodes.DEVICE_NOT_FOUND, "ids.device_id", reason)
              .withRemedy("Check the device id and the application."));
      device.end(Status.REJECTED);
    } else {
      device.findings.add(Finding.of(Severity.NOTICE, FindingCodes.DEVICE_GONE, "", reason));
      device.end(Status.SKIPPED);
    }
  }

  private static String verb(Stage stage) {
    return switch (stage) {
      case READ -> "read the device";
      case TRANSFORM -> "apply the rules of the policy";
      case CHECK -> "check the device";
      default -> "store the device";
    };
  }

  private void coordinate() {
    try {
      while (true) {
        var next = Uninterruptibly.take(inOrder::take);
        if (next.isEmpty()) {
          break;
        }
        Prepared device = next.get().join();
        judge(device);
        storing.add(
            device.hasEnded()
                ? CompletableFuture.completedFuture(device)
                : CompletableFuture.supplyAsync(() -> deliver(device), writers));
        settle(writerCount() - 1);
      }
      settle(0);
      finishSink();
    } finally {
      collisions.close();
      readers.shutdown();
      writers.shutdown();
      report = makeReport();
      log.debug("Run {} ends: {}", id, report.counts());
      ended.countDown();
    }
  }

  private void judge(Prepared device) {
    EndDevice exported = device.exported;
    if (device.hasEnded() || exported == null) {
      return;
    }
    if (stopped) {
      device.end(Status.NOT_STARTED);
      return;
    }
    try {
      collisions.check(exported, device.findings::add);
      device.rejectIfRefused(config.policy());
      if (!device.hasEnded()) {
        collisions.add(exported, device.index);
      }
    } catch (RuntimeException | Error e) {
      device.fail(Failures.of(e, Stage.CHECK, verb(Stage.CHECK), device.listed.ref()));
      stopOnFailure();
    }
  }

  private Prepared deliver(Prepared device) {
    EndDevice exported = device.exported;
    if (exported == null) {
      throw new IllegalStateException("nothing to deliver");
    }
    if (stopped) {
      device.end(Status.NOT_STARTED);
      return device;
    }
    Sink sink = config.sink();
    try {
      if (sink != null && probe(sink, device, exported) && !plan) {
        device.store(sink.store(delivery(device, exported), new UnjournalledSteps(), call));
      }
      if (!device.hasEnded()) {
        device.end(Status.PLANNED);
      }
    } catch (RuntimeException | Error e) {
      String tried = plan ? "ask the sink about the device" : verb(Stage.DELIVER);
      device.fail(Failures.of(e, Stage.DELIVER, tried, device.listed.ref()));
      stopOnFailure();
    }
    return device;
  }

  /** Whether the sink has nothing against the device. Changes nothing, so it may be given up. */
  private boolean probe(Sink sink, Prepared device, EndDevice exported) {
    try {
      device.findings.addAll(sink.probe(exported, call));
      device.rejectIfRefused(config.policy());
    } catch (CancelledException e) {
      device.end(Status.NOT_STARTED);
    }
    return !device.hasEnded();
  }

  private static Delivery delivery(Prepared device, EndDevice exported) {
    return new Delivery(device.index, device.listed.ref(), exported, device.recordedAt);
  }

  private void stopOnFailure() {
    if (config.policy().onFailure() == OnFailure.STOP) {
      stopped = true;
    }
  }

  private void settle(int mayRemain) {
    while (storing.size() > mayRemain) {
      Prepared device = storing.remove().join();
      Outcome outcome = device.outcome();
      tally.add(outcome);
      if (outcome.status() == Status.FAILED && config.policy().onFailure() == OnFailure.STOP) {
        outcome.failure().ifPresent(this::endEarly);
      }
      tell(outcome, device);
    }
  }

  private void tell(Outcome outcome, Prepared device) {
    if (!listenersHeard) {
      return;
    }
    EndDevice exported = device.exported;
    try {
      if (outcome.status() == Status.PLANNED && exported != null) {
        config.onPlanned().accept(delivery(device, exported));
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

  private void finishSink() {
    Sink sink = config.sink();
    if (plan || sink == null) {
      return;
    }
    long missing = tally.count(Status.FAILED) + tally.count(Status.NOT_STARTED);
    boolean complete = listingComplete && missing == 0 && failure.get() == null;
    try {
      sink.finish(new Completion(complete, tally.count(Status.DONE), missing));
    } catch (RuntimeException | Error e) {
      endEarly(Failures.of(e, Stage.DELIVER, "finish the sink", null));
    }
  }

  private void endEarly(MigrationException e) {
    if (!failure.compareAndSet(null, e)) {
      log.debug("Run {}: another failure followed: {}", id, e.getMessage());
    }
  }

  private MigrationReport makeReport() {
    return new MigrationReport(
        tally.counts(),
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
    Thread thread = new Thread(task, "lw-migrate-" + id.substring(0, 8) + "-" + name);
    thread.setDaemon(true);
    return thread;
  }

  /** Lets the engine end a listing from within its receiver. */
  private static final class ListingEnded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ListingEnded() {
      super("the engine needs no more entries", null, false, false);
    }
  }
}
