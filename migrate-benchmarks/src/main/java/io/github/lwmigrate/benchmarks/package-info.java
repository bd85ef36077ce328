/** Benchmarks: JMH for single devices, programs for whole runs. */
@NullMarked
package io.github.lwmigrate.benchmarks;

import org.jspecify.annotations.NullMarked;
