/** Mapping, images and pace, without a network. */
@NullMarked
package io.github.lwmigrate.source.ttnv2.internal;

import org.jspecify.annotations.NullMarked;
