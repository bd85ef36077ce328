package io.github.lwmigrate.lorawan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a single transmission is limited in time (regional parameters, section 2.x.3,
 * TxParamSetupReq). "Not stated" and "no" differ: a default fills the first, never the second.
 *
 * @param uplinks whether uplinks are limited; null if not stated
 * @param downlinks whether downlinks are limited; null if not stated
 * @param duration the longest transmission; null if not stated, 400 ms where regulation asks for
 *     one
 */
public record DwellTime(
    @Nullable Boolean uplinks, @Nullable Boolean downlinks, @Nullable Duration duration) {

  /** Nothing stated. */
  public static final DwellTime UNSTATED = new DwellTime(null, null, null);
}
