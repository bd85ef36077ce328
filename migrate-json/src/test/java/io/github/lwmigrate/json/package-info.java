/** Tests of the public types. */
@NullMarked
package io.github.lwmigrate.json;

import org.jspecify.annotations.NullMarked;
