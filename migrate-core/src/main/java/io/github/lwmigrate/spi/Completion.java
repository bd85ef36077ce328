package io.github.lwmigrate.spi;

/**
 * How a run ended, told to the sink.
 *
 * @param complete whether every selected device is delivered, skipped or rejected
 * @param delivered how many devices the sink took in this run
 * @param missing how many devices of the listing it did not get because the run failed or was
 *     stopped
 */
public record Completion(boolean complete, long delivered, long missing) {}
