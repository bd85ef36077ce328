/** Files, locks and statements behind the durable journal. */
@NullMarked
package io.github.lwmigrate.journal.sqlite.internal;

import org.jspecify.annotations.NullMarked;
