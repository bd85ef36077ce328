/** The command line program. */
@NullMarked
package io.github.lwmigrate.cli;

import org.jspecify.annotations.NullMarked;
