/** Tests of the durable journal, on real files and with real processes. */
@NullMarked
package io.github.lwmigrate.journal.sqlite;

import org.jspecify.annotations.NullMarked;
