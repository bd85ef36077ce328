/** The codec of device JSON, and how inputs are split into devices. */
@NullMarked
package io.github.lwmigrate.json.internal;

import org.jspecify.annotations.NullMarked;
