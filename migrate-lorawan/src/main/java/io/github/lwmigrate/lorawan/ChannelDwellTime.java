package io.github.lwmigrate.lorawan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The dwell time limit of a single channel of a frequency plan.
 *
 * @param enabled whether transmissions are limited; null if not stated
 * @param duration the longest transmission; null where the plan's own applies
 */
public record ChannelDwellTime(@Nullable Boolean enabled, @Nullable Duration duration) {}
