/** Discovery, the handler's calls, the mapping of devices, and their retirement. */
@NullMarked
package io.github.lwmigrate.source.ttnv2.internal;

import org.jspecify.annotations.NullMarked;
