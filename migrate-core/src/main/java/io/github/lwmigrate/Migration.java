package io.github.lwmigrate;

import io.github.lwmigrate.check.DeviceCheck;
import io.github.lwmigrate.check.DeviceChecks;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.internal.Engine;
import io.github.lwmigrate.internal.EngineConfig;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
   * server, no file and no journal.
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
   * Runs and waits. A run is stopped by {@link MigrationRun#cancel}, by interrupting the waiting
   * thread, or by a failure as {@link MigrationPolicy#onFailure()} says.
   *
   * @param selection which devices
   * @return the report, also of a run that failed
   * @throws ConfigurationException if there is no sink, or the journal has a run already
   * @throws io.github.lwmigrate.journal.JournalException if the journal cannot be written; nothing
   *     has happened then
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
   * @throws io.github.lwmigrate.journal.JournalException if the journal cannot be written; nothing
   *     has happened then
   */
  public MigrationRun start(Selection selection) {
    MigrationProblems.requireSink(config, "start a run", "use plan(...)");
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
   * Goes on with the run of the journal where it stopped, by whatever cause, and waits. Harmless
   * when repeated, also after the run has ended.
   *
   * <ul>
   *   <li>Devices that are done, rejected or skipped stay so. A sink that starts over gets every
   *       delivered device again, from the journal.
   *   <li>Devices that were on their way go on with the form that was recorded; they are not read
   *       again, except where a frozen session has to be. Before each step at the origin it is
   *       compared with what was recorded: a step that is done is not repeated, and a device that
   *       somebody changed fails with the finding {@link FindingCodes#ORIGIN_CHANGED}. A later
   *       retirement that was interrupted goes on too.
   *   <li>A delivered device whose rollback was interrupted fails, until it is rolled back to the
   *       end: its origin may have gone on with the session.
   *   <li>Devices whose turn had not come, or that were put back, are read anew.
   *   <li>If the listing had not ended, nothing was begun: it is made anew.
   * </ul>
   *
   * @param selection the selection of the run; what it lists is used only if the listing had not
   *     ended
   * @return the report of the whole run, of its earlier parts too
   * @throws ConfigurationException if there is no sink or no begun journal, or source, sink, policy
   *     or the selection that is to be listed again are not those of the run
   */
  public MigrationReport resume(Selection selection) {
    return startResume(selection).await();
  }

  /**
   * Like {@link #resume}, but returns at once.
   *
   * @param selection the selection of the run
   * @return the run
   * @throws ConfigurationException as {@link #resume}
   */
  public MigrationRun startResume(Selection selection) {
    Sink sink =
        MigrationProblems.requireSink(
            config, "resume a run", "name the one of the run with to(...)");
    Journal journal = MigrationProblems.requireBegunJournal(config, "resume a run");
    RunDescription run = journal.run().orElseThrow();
    MigrationProblems problems = new MigrationProblems("resume run " + run.id());
    problems.differs("source", run.source(), config.source().identity());
    problems.differs("sink", run.sink(), sink.identity());
    problems.differs("policy", run.policy(), config.policy().describe());
    if (!journal.progress().listingComplete()) {
      problems.differs("selection", run.selection(), selection.toString());
    }
    problems.throwIfAny();
    return Engine.resume(config, selection);
  }

  /**
   * Retires devices later that the run of the journal has delivered, in the ways that the policy of
   * this migration wants; nothing else of the policy counts. Each device is read first: one whose
   * session went on at the origin since it was recorded is refused. A retirement that an earlier
   * call began is brought to its end, and what was undone at the origin by hand is done again. What
   * the run itself had planned for the device and not begun gives way. Harmless when repeated.
   * Needs no sink.
   *
   * @param selection which of the listed devices
   * @return the report of these devices: DONE; SKIPPED if somebody else deleted it; REJECTED if it
   *     was not delivered, is in use, or cannot be retired; FAILED
   * @throws ConfigurationException if there is no begun journal or none that is durable, the source
   *     is not that of the run, or the policy retires nothing
   */
  public MigrationReport retire(Selection selection) {
    return startRetire(selection).await();
  }

  /**
   * Like {@link #retire}, but returns at once.
   *
   * @param selection which of the listed devices
   * @return the run
   * @throws ConfigurationException as {@link #retire}
   */
  public MigrationRun startRetire(Selection selection) {
    Journal journal = MigrationProblems.requireBegunJournal(config, "retire devices");
    RunDescription run = journal.run().orElseThrow();
    MigrationProblems problems = new MigrationProblems("retire devices of run " + run.id());
    problems.differs("source", run.source(), config.source().identity());
    problems.refuse(
        config.policy().retirements().isEmpty(),
        "the policy leaves the origin as it is; say how devices are retired");
    problems.checkRecord(config.policy(), journal);
    problems.throwIfAny();
    return Engine.retire(config, selection);
  }

  /**
   * Puts back what the run of the journal changed at the origin: frozen devices are as before,
   * deleted ones are made again as far as the origin allows; findings say what it does not. Where
   * the target has the device, both networks can answer it afterwards: the finding {@link
   * FindingCodes#ORIGIN_RESTORED_BESIDE_TARGET} says so. Harmless when repeated. Needs no sink. A
   * device that was put back begins anew if the run is resumed.
   *
   * @param selection which of the listed devices
   * @param latest gives the device as the target has it now, by the exported form, so that a
   *     deleted device goes on with the counters and nonces that it has reached; empty where
   *     nothing is known. Called once for each device that is put back, from several threads; if it
   *     throws, the device fails and stays as it is
   * @return the report of these devices: RESTORED, SKIPPED where there was nothing to put back,
   *     REJECTED where the run has no such device, FAILED
   * @throws ConfigurationException if there is no begun journal, the source is not that of the run,
   *     or it changes no devices
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
   * @throws ConfigurationException as {@link #rollback}
   */
  public MigrationRun startRollback(
      Selection selection, Function<EndDevice, Optional<EndDevice>> latest) {
    RunDescription run =
        MigrationProblems.requireBegunJournal(config, "put devices back").run().orElseThrow();
    MigrationProblems problems = new MigrationProblems("put devices of run " + run.id() + " back");
    problems.differs("source", run.source(), config.source().identity());
    problems.refuse(
        config.source().retirer().isEmpty(),
        "the source changes no devices, so there is nothing to put back");
    problems.throwIfAny();
    return Engine.rollback(config, selection, latest);
  }

  /** Builds a {@link Migration}. Not thread-safe. */
  public static final class Builder {
    private final Source source;
    private @Nullable Sink sink;
    private @Nullable MigrationPolicy policy;
    private @Nullable Journal journal;
    private @Nullable String runId;
    private final Map<String, String> context = new LinkedHashMap<>();
    private FrequencyPlans frequencyPlans = FrequencyPlans.bundled();
    private @Nullable List<DeviceCheck> checks;
    private final List<DeviceCheck> moreChecks = new ArrayList<>();
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
     * Names the frequency plans of the target, by which {@link DeviceChecks#migrationProfile}
     * judges a device. By default those of The Things Stack that are part of this SDK.
     *
     * @param plans the store; read when the first device is judged
     * @return this builder
     */
    public Builder frequencyPlans(FrequencyPlans plans) {
      this.frequencyPlans = plans;
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
     * Adds a check after those of {@link DeviceChecks#migrationProfile}.
     *
     * @param check the check
     * @return this builder
     */
    public Builder check(DeviceCheck check) {
      moreChecks.add(check);
      return this;
    }

    /**
     * Replaces all checks, those added before too. What {@link #frequencyPlans} names has no effect
     * on them.
     *
     * @param checks the checks in order
     * @return this builder
     */
    public Builder checks(List<DeviceCheck> checks) {
      this.checks = List.copyOf(checks);
      moreChecks.clear();
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
      MigrationProblems problems = new MigrationProblems("build the migration");
      problems.refuse(
          policy == null,
          "there is no policy; begin one with MigrationPolicy.withSession() or withoutSession()");
      problems.refuse(
          runId != null && !runId.matches("[A-Za-z0-9]+(-[A-Za-z0-9]+)*"),
          "the run is named \"" + runId + "\", but letters, digits and hyphens are expected");
      problems.refuse(
          timeout.isNegative() || timeout.isZero(),
          "the timeout is " + timeout + ", but a positive one is expected");
      problems.refuse(
          source.maxConcurrency() < 1,
          "the source allows " + source.maxConcurrency() + " readers, but at least 1 is expected");
      if (sink != null) {
        problems.refuse(
            sink.maxConcurrency() < 1,
            "the sink allows " + sink.maxConcurrency() + " writers, but at least 1 is expected");
      }
      if (policy != null) {
        problems.checkRetirements(policy, source);
        if (sink != null) {
          problems.checkRecord(policy, journal);
        }
      }
      problems.throwIfAny();
      return new Migration(
          new EngineConfig(
              source,
              sink,
              Objects.requireNonNull(policy),
              allChecks(),
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

    private List<DeviceCheck> allChecks() {
      List<DeviceCheck> all =
          new ArrayList<>(checks == null ? DeviceChecks.migrationProfile(frequencyPlans) : checks);
      all.addAll(moreChecks);
      return List.copyOf(all);
    }
  }
}
