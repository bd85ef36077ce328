package io.github.lwmigrate.internal;

import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Progress;
import io.github.lwmigrate.check.DeviceCheck;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a migration was built with. */
@SuppressWarnings("MissingSummary")
public record EngineConfig(
    Source source,
    @Nullable Sink sink,
    MigrationPolicy policy,
    List<DeviceCheck> checks,
    @Nullable Journal journal,
    @Nullable String runId,
    Map<String, String> context,
    Consumer<? super Progress> onProgress,
    Consumer<? super Outcome> onOutcome,
    Consumer<? super Delivery> onPlanned,
    boolean discardOutcomes,
    Duration timeout,
    InstantSource clock,
    @Nullable RandomGenerator random,
    @Nullable Consumer<Duration> pacer) {}
