/**
 * Device rules: pure functions that turn the device of the origin into the device of the target.
 */
@NullMarked
package io.github.lwmigrate.rule;

import org.jspecify.annotations.NullMarked;
