/** Masks, merging and keys, without a network. */
@NullMarked
package io.github.lwmigrate.source.ttnv3.internal;

import org.jspecify.annotations.NullMarked;
