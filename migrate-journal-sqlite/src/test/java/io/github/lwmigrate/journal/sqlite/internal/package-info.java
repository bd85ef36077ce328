/** Tests of what is not exported. */
@NullMarked
package io.github.lwmigrate.journal.sqlite.internal;

import org.jspecify.annotations.NullMarked;
