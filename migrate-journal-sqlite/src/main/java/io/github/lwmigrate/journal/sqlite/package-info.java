/** The durable journal: one SQLite file for each run, and a directory of runs. */
@NullMarked
package io.github.lwmigrate.journal.sqlite;

import org.jspecify.annotations.NullMarked;
