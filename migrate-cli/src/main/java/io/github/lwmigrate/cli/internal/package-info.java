/** How the command line program is made: one class for each command, and what they share. */
@NullMarked
package io.github.lwmigrate.cli.internal;

import org.jspecify.annotations.NullMarked;
