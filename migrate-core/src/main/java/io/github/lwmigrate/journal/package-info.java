/**
 * The durable record of a run: what users of the SDK read from it, and what authors of journals
 * implement.
 */
@org.jspecify.annotations.NullMarked
package io.github.lwmigrate.journal;
