/** The end device and the values it is made of. */
@NullMarked
package io.github.lwmigrate.device;

import org.jspecify.annotations.NullMarked;
