package io.github.lwmigrate.check;

import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.device.EndDevice;

/**
 * A device to be judged.
 *
 * @param original the device as it was read
 * @param exported the device after the rules, as the target would get it
 * @param policy what the user wants
 */
public record Candidate(EndDevice original, EndDevice exported, MigrationPolicy policy) {}
