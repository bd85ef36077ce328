/** How the simulated servers are made. */
@NullMarked
package io.github.lwmigrate.simulator.internal;

import org.jspecify.annotations.NullMarked;
