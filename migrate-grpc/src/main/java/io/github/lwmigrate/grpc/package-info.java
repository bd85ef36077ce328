/** What every source and sink over gRPC shares: channels, credentials, retry, error details. */
@NullMarked
package io.github.lwmigrate.grpc;

import org.jspecify.annotations.NullMarked;
