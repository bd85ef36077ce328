/** Calls over real gRPC, against services written for these tests. */
@NullMarked
package io.github.lwmigrate.grpc;

import org.jspecify.annotations.NullMarked;
