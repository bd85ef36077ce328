/** The Things Network Stack V2 as origin of devices. */
@NullMarked
package io.github.lwmigrate.source.ttnv2;

import org.jspecify.annotations.NullMarked;
