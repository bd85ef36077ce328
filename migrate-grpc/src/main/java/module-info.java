/** What every source and sink over gRPC shares: channels, credentials, retry, error details. */
module io.github.lwmigrate.grpc {
  requires transitive io.github.lwmigrate.core;
  requires transitive io.grpc;
  requires io.grpc.stub;
  requires io.github.lwmigrate.proto;
  requires com.google.protobuf;
  requires com.google.common; // For grpc-java, whose modules cannot say so themselves.
  requires static org.jspecify;
  requires org.slf4j;

  exports io.github.lwmigrate.grpc;
}
