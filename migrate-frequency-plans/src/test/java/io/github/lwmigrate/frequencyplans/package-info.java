/** Tests. */
@NullMarked
package io.github.lwmigrate.frequencyplans;

import org.jspecify.annotations.NullMarked;
