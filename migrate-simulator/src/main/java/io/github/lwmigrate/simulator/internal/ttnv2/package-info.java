/** The servers of The Things Network Stack V2. Not for use from outside. */
@NullMarked
package io.github.lwmigrate.simulator.internal.ttnv2;

import org.jspecify.annotations.NullMarked;
