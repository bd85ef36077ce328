/**
 * Facts of The Things Stack's API: servers, versions, field names, field masks and message
 * validation.
 */
@NullMarked
package io.github.lwmigrate.stack;

import org.jspecify.annotations.NullMarked;
