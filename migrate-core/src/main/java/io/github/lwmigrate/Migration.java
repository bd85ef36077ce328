package io.github.lwmigrate;

import io.github.lwmigrate.check.DeviceCheck;
import io.github.lwmigrate.check.DeviceChecks;
import io.github.lwmigrate.internal.Engine;
import io.github.lwmigrate.internal.EngineConfig;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
    return Engine.start(config, selection, true).await();
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
   * @throws ConfigurationException if there is no sink
   */
  public MigrationRun start(Selection selection) {
    if (config.sink() == null) {
      throw new ConfigurationException(
          "start a run", "there is no sink; name one with to(...), or use plan(...)");
    }
    return Engine.start(config, selection, false);
  }

  /** Builds a {@link Migration}. Not thread-safe. */
  public static final class Builder {
    private final Source source;
    private @Nullable Sink sink;
    private @Nullable MigrationPolicy policy;
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
      List<String> problems = new ArrayList<>();
      if (policy == null) {
        problems.add(
            "there is no policy; begin one with MigrationPolicy.withSession() or withoutSession()");
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
      if (policy == null || !problems.isEmpty()) {
        throw new ConfigurationException("build the migration", problems);
      }
      return new Migration(
          new EngineConfig(
              source,
              sink,
              policy,
              allChecks(),
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
