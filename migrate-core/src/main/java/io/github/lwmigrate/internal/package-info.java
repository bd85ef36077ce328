/** The engine. */
@NullMarked
package io.github.lwmigrate.internal;

import org.jspecify.annotations.NullMarked;
