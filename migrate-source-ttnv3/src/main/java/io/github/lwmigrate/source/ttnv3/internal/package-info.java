/** How devices are listed, read from four servers, and put together. */
@NullMarked
package io.github.lwmigrate.source.ttnv3.internal;

import org.jspecify.annotations.NullMarked;
