/** The Things Stack as origin of devices. */
@NullMarked
package io.github.lwmigrate.source.ttnv3;

import org.jspecify.annotations.NullMarked;
