/** How calls are made and errors are read. */
@NullMarked
package io.github.lwmigrate.grpc.internal;

import org.jspecify.annotations.NullMarked;
