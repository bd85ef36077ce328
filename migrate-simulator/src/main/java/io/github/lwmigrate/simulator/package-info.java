/** Simulated networks to run against: servers, fleets of devices, faults and an operation log. */
@NullMarked
package io.github.lwmigrate.simulator;

import org.jspecify.annotations.NullMarked;
