/** Migrations: from a source, to a sink, by a policy, with a report. */
@NullMarked
package io.github.lwmigrate;

import org.jspecify.annotations.NullMarked;
