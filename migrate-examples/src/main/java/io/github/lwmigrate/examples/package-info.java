/** One small program for each way of embedding the SDK, each run by a test. */
@NullMarked
package io.github.lwmigrate.examples;

import org.jspecify.annotations.NullMarked;
