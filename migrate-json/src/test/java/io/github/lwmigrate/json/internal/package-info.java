/** Tests of the codec. */
@NullMarked
package io.github.lwmigrate.json.internal;

import org.jspecify.annotations.NullMarked;
