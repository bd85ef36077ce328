/**
 * One small program for each way of embedding the SDK, each run by a test.
 *
 * <p>After {@code mvn install -DskipTests} in the project's root directory, any of them runs as
 *
 * <pre>{@code
 * mvn -q -pl migrate-examples exec:java \
 *     -Dexec.mainClass=io.github.lwmigrate.examples.CheckFile -Dexec.args="devices.json"
 * }</pre>
 */
@NullMarked
package io.github.lwmigrate.examples;

import org.jspecify.annotations.NullMarked;
