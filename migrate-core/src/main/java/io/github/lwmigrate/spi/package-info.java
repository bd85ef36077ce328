/** What authors of sources and sinks implement, and what the engine hands them. */
@NullMarked
package io.github.lwmigrate.spi;

import org.jspecify.annotations.NullMarked;
