/** Checks: what a target would refuse, what a user would regret, and what to do next. */
@NullMarked
package io.github.lwmigrate.check;

import org.jspecify.annotations.NullMarked;
