/** The source against a simulated network. */
@NullMarked
package io.github.lwmigrate.source.ttnv3;

import org.jspecify.annotations.NullMarked;
