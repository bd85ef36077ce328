/** The source against a simulated network. */
@NullMarked
package io.github.lwmigrate.source.ttnv2;

import org.jspecify.annotations.NullMarked;
