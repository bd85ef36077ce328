/**
 * The Things Stack device JSON: what the Console and the CLI of The Things Stack import and export,
 * one device per line. {@link io.github.lwmigrate.json.DeviceJsonReader} and {@link
 * io.github.lwmigrate.json.DeviceJsonWriter} stream devices, {@link
 * io.github.lwmigrate.json.DeviceJson} does single ones, {@link
 * io.github.lwmigrate.json.JsonSource} and the sinks are the two ends of a migration.
 */
@NullMarked
package io.github.lwmigrate.json;

import org.jspecify.annotations.NullMarked;
