package io.github.lwmigrate;

import io.github.lwmigrate.check.DeviceCheck;
import io.github.lwmigrate.check.DeviceChecks;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.internal.Engine;
import io.github.lwmigrate.internal.EngineConfig;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.Retirer;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Moves devices from a source to a sink by a policy.
 *
 * <pre>{@code
 * MigrationReport report = Migration.from(origin).to(file)
 *     .policy(MigrationPolicy.withoutSession().build())
 *     .build()
 *     .run(Selection.all());
 * }</pre>
 *
 * <p>Immutable and thread-safe; every run has its own state, so several may run side by side as
 * long as their source and sink are different. Closes neither: whoever opens closes.
 */
public final class Migration {

  private final EngineConfig config;

  private Migration(EngineConfig config) {
    this.config = config;
  }

  /**
   * Begins with the origin.
   *
   * @param source reads the devices
   * @return a builder
   */
  public static Builder from(Source source) {
    return new Builder(source);
  }

  /**
   * Does everything up to and including the checks, by the same code as {@link #run}. Changes no
   * server and no file.
   *
   * @param selection which devices
   * @return the report: PLANNED stands for what a run would deliver
   */
  public MigrationReport plan(Selection selection) {
    return startPlan(selection).await();
  }

  /**
   * Like {@link #plan}, but returns at once.
   *
   * @param selection which devices
   * @return the plan
   */
  public MigrationRun startPlan(Selection selection) {
    return Engine.plan(config, selection);
  }

  /**
   * Runs and waits.
   *
   * @param selection which devices
   * @return the report, also of a run that failed
   * @throws ConfigurationException if there is no sink
   */
  public MigrationReport run(Selection selection) {
    return start(selection).await();
  }

  /**
   * Starts a run and returns at once.
   *
   * @param selection which devices
   * @return the run
   * @throws ConfigurationException if there is no sink, or the journal has a run already
   */
  public MigrationRun start(Selection selection) {
    requireSink("start a run", "use plan(...)");
    Journal journal = config.journal();
    if (journal != null && journal.run().isPresent()) {
      throw new ConfigurationException(
          "start a run",
          "the journal has the run "
              + journal.run().get().id()
              + " already; resume(...) goes on with it, a new run takes a new journal");
    }
    return Engine.run(config, selection);
  }

  /**
   * Goes on with the run of the journal where it stopped, by whatever cause, and waits. What was
   * recorded is not read again, what was changed is not changed again; a sink that starts over gets
   * every device again.
   *
   * @param selection the selection of the run; it is used only if the listing had not ended, before
   *     which nothing is changed
   * @return the report of the whole run
   * @throws ConfigurationException if there is no sink or no begun journal, or source, sink or
   *     policy are not those of the run
   */
  public MigrationReport resume(Selection selection) {
    return startResume(selection).await();
  }

  /**
   * Like {@link #resume}, but returns at once.
   *
   * @param selection the selection of the run
   * @return the run
   */
  public MigrationRun startResume(Selection selection) {
    Sink sink = requireSink("resume a run", "name the one of the run with to(...)");
    RunDescription run = requireRun("resume a run");
    List<String> problems = new ArrayList<>();
    differs(problems, "source", run.source(), config.source().identity());
    differs(problems, "sink", run.sink(), sink.identity());
    differs(problems, "policy", run.policy(), config.policy().describe());
    if (!problems.isEmpty()) {
      throw new ConfigurationException("resume run " + run.id(), problems);
    }
    return Engine.resume(config, selection);
  }

  /**
   * Retires devices later that the run of the journal has delivered, in the ways that the policy of
   * this migration wants. A device whose session went on at the origin is refused. Needs no sink.
   *
   * @param selection which of the delivered devices: all, or {@link Selection#devices()}
   * @return the report: DONE, REJECTED, or SKIPPED if it is gone
   * @throws ConfigurationException if there is no begun journal, the source is not that of the run,
   *     or the policy retires nothing
   */
  public MigrationReport retire(Selection selection) {
    return startRetire(selection).await();
  }

  /**
   * Like {@link #retire}, but returns at once.
   *
   * @param selection which of the delivered devices
   * @return the run
   */
  public MigrationRun startRetire(Selection selection) {
    RunDescription run = requireRun("retire devices");
    List<String> problems = new ArrayList<>();
    differs(problems, "source", run.source(), config.source().identity());
    if (config.policy().retirements().isEmpty()) {
      problems.add("the policy leaves the origin as it is; say how devices are retired");
    } else {
      problems.addAll(gate(config.source(), config.policy(), config.journal()));
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException("retire devices of run " + run.id(), problems);
    }
    return Engine.retire(config, selection);
  }

  /**
   * Puts back what the run of the journal changed at the origin: frozen devices are as before,
   * deleted ones are made again as far as the origin allows; findings say what it does not. Where
   * the target has the device, both networks can answer it afterwards. Needs no sink.
   *
   * @param selection which devices: all, or {@link Selection#devices()}
   * @param latest gives the device as the target has it now, by the exported form, so that a
   *     deleted device goes on with the counters and nonces that it has reached; empty where
   *     nothing is known
   * @return the report: RESTORED, or SKIPPED where there was nothing to put back
   * @throws ConfigurationException if there is no begun journal, or the source is not that of the
   *     run
   */
  public MigrationReport rollback(
      Selection selection, Function<EndDevice, Optional<EndDevice>> latest) {
    return startRollback(selection, latest).await();
  }

  /**
   * Like {@link #rollback}, but returns at once.
   *
   * @param selection which devices
   * @param latest gives the device as the target has it now
   * @return the run
   */
  public MigrationRun startRollback(
      Selection selection, Function<EndDevice, Optional<EndDevice>> latest) {
    RunDescription run = requireRun("put devices back");
    List<String> problems = new ArrayList<>();
    differs(problems, "source", run.source(), config.source().identity());
    if (config.source().retirer().isEmpty()) {
      problems.add("the source changes no devices, so there is nothing to put back");
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException("put devices of run " + run.id() + " back", problems);
    }
    return Engine.rollback(config, selection, latest);
  }

  private Sink requireSink(String tried, String otherwise) {
    Sink sink = config.sink();
    if (sink == null) {
      throw new ConfigurationException(
          tried, "there is no sink; name one with to(...), or " + otherwise);
    }
    return sink;
  }

  private RunDescription requireRun(String tried) {
    Journal journal = config.journal();
    Optional<RunDescription> run = journal == null ? Optional.empty() : journal.run();
    return run.orElseThrow(
        () ->
            new ConfigurationException(
                tried,
                "there is no journal with a run; name the one of the run with journal(...)"));
  }

  private static void differs(List<String> problems, String what, String run, String now) {
    if (!run.equals(now)) {
      problems.add(
          "the " + what + " is not that of the run: it was \"" + run + "\" and is \"" + now + "\"");
    }
  }

  /** Nothing is changed at an origin without a record that survives. */
  private static List<String> gate(
      Source source, MigrationPolicy policy, @Nullable Journal journal) {
    List<String> problems = new ArrayList<>();
    Set<Retirement> supported = source.retirer().map(Retirer::supported).orElseGet(Set::of);
    for (Retirement wanted : policy.retirements()) {
      if (!supported.contains(wanted)) {
        problems.add(
            "the policy wants "
                + wanted
                + " at the origin, which this source cannot do"
                + (supported.isEmpty() ? "" : "; it can do " + new TreeSet<>(supported)));
      }
    }
    if (journal == null || !journal.isDurable()) {
      problems.add(
          "the policy changes the origin, which needs a journal that survives a crash; give one"
              + " with journal(...), for example of migrate-journal-sqlite");
    }
    return problems;
  }

  /** Builds a {@link Migration}. Not thread-safe. */
  public static final class Builder {
    private final Source source;
    private @Nullable Sink sink;
    private @Nullable MigrationPolicy policy;
    private @Nullable Journal journal;
    private @Nullable String runId;
    private final Map<String, String> context = new LinkedHashMap<>();
    private final List<DeviceCheck> checks = new ArrayList<>(DeviceChecks.migrationProfile());
    private Consumer<? super Progress> onProgress = progress -> {};
    private Consumer<? super Outcome> onOutcome = outcome -> {};
    private Consumer<? super Delivery> onPlanned = delivery -> {};
    private boolean discardOutcomes;
    private Duration timeout = Duration.ofSeconds(30);
    private InstantSource clock = InstantSource.system();
    private @Nullable RandomGenerator random;
    private @Nullable Consumer<Duration> pacer;

    private Builder(Source source) {
      this.source = source;
    }

    /**
     * Names the target. A migration that only plans needs none.
     *
     * @param sink stores the devices
     * @return this builder
     */
    public Builder to(Sink sink) {
      this.sink = sink;
      return this;
    }

    /**
     * Says what is wanted. Required.
     *
     * @param policy the policy
     * @return this builder
     */
    public Builder policy(MigrationPolicy policy) {
      this.policy = policy;
      return this;
    }

    /**
     * Keeps a record of the run, from which it can be resumed, told, retired and rolled back.
     * Required where the policy changes the origin, and then it must be durable. A plan does not
     * touch it.
     *
     * @param journal the journal, new for a new run; the caller closes it
     * @return this builder
     */
    public Builder journal(Journal journal) {
      this.journal = journal;
      return this;
    }

    /**
     * Names the run; a random UUID by default.
     *
     * @param runId letters, digits and hyphens
     * @return this builder
     */
    public Builder runId(String runId) {
      this.runId = runId;
      return this;
    }

    /**
     * Writes something into the journal that whoever resumes the run wants to find again.
     *
     * @param name names it
     * @param value the value; no key and no credential
     * @return this builder
     */
    public Builder context(String name, String value) {
      context.put(name, value);
      return this;
    }

    /**
     * Adds a check after those of {@link DeviceChecks#migrationProfile()}.
     *
     * @param check the check
     * @return this builder
     */
    public Builder check(DeviceCheck check) {
      checks.add(check);
      return this;
    }

    /**
     * Replaces all checks.
     *
     * @param checks the checks in order
     * @return this builder
     */
    public Builder checks(List<DeviceCheck> checks) {
      this.checks.clear();
      this.checks.addAll(checks);
      return this;
    }

    /**
     * Listens to the progress: called after each outcome, from one thread at a time. If it throws,
     * the run stops, and the report says why.
     *
     * @param listener takes each state
     * @return this builder
     */
    public Builder onProgress(Consumer<? super Progress> listener) {
      this.onProgress = listener;
      return this;
    }

    /**
     * Listens to outcomes in listing order: called once for each device, from one thread at a time.
     * If it throws, the run stops, and the report says why.
     *
     * @param listener takes each outcome
     * @return this builder
     */
    public Builder onOutcome(Consumer<? super Outcome> listener) {
      this.onOutcome = listener;
      return this;
    }

    /**
     * Listens to each device that a plan would deliver, in listing order: what a dry run shows. A
     * run does not call it.
     *
     * @param listener takes what the sink would get
     * @return this builder
     */
    public Builder onPlanned(Consumer<? super Delivery> listener) {
      this.onPlanned = listener;
      return this;
    }

    /**
     * Keeps no outcomes for the report, so that memory does not grow with the number of devices.
     * Counts and summaries stay, and {@link #onOutcome} hears of every device.
     *
     * @return this builder
     */
    public Builder discardOutcomes() {
      this.discardOutcomes = true;
      return this;
    }

    /**
     * How long one remote call may take; 30 seconds by default.
     *
     * @param timeout positive
     * @return this builder
     */
    public Builder timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    /**
     * Replaces the system's clock.
     *
     * @param clock tells the time
     * @return this builder
     */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Replaces the randomness of jitter.
     *
     * @param random a thread-safe generator
     * @return this builder
     */
    public Builder random(RandomGenerator random) {
      this.random = random;
      return this;
    }

    /**
     * Replaces how sources and sinks wait between calls, for runs on virtual time.
     *
     * @param pacer returns when the time has passed; called from several threads
     * @return this builder
     */
    public Builder pacer(Consumer<Duration> pacer) {
      this.pacer = pacer;
      return this;
    }

    /**
     * Makes the migration.
     *
     * @return the migration
     * @throws ConfigurationException with every mistake at once
     */
    public Migration build() {
      List<String> problems = new ArrayList<>();
      if (policy == null) {
        problems.add(
            "there is no policy; begin one with MigrationPolicy.withSession() or withoutSession()");
      }
      if (runId != null && !runId.matches("[A-Za-z0-9]+(-[A-Za-z0-9]+)*")) {
        problems.add(
            "the run is named \"" + runId + "\", but letters, digits and hyphens are expected");
      }
      if (timeout.isNegative() || timeout.isZero()) {
        problems.add("the timeout is " + timeout + ", but a positive one is expected");
      }
      if (source.maxConcurrency() < 1) {
        problems.add(
            "the source allows "
                + source.maxConcurrency()
                + " readers, but at least 1 is expected");
      }
      if (sink != null && sink.maxConcurrency() < 1) {
        problems.add(
            "the sink allows " + sink.maxConcurrency() + " writers, but at least 1 is expected");
      }
      if (policy != null && sink != null && !policy.retirements().isEmpty()) {
        problems.addAll(gate(source, policy, journal));
      }
      if (policy == null || !problems.isEmpty()) {
        throw new ConfigurationException("build the migration", problems);
      }
      return new Migration(
          new EngineConfig(
              source,
              sink,
              policy,
              List.copyOf(checks),
              journal,
              runId,
              Map.copyOf(context),
              onProgress,
              onOutcome,
              onPlanned,
              discardOutcomes,
              timeout,
              clock,
              random,
              pacer));
    }
  }
}
