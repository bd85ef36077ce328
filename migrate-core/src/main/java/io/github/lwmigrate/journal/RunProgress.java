package io.github.lwmigrate.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a run is as a whole.
 *
 * @param listed how many devices the listing has brought
 * @param listingComplete whether it brought all; only then anything was changed at the origin
 * @param endedAt when the run came to an end with an outcome for every device, or was put back as a
 *     whole; empty if it is under way, or was interrupted
 */
public record RunProgress(long listed, boolean listingComplete, Optional<Instant> endedAt) {}
