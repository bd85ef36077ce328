/** Reads end devices from a deployment of The Things Stack. */
@SuppressWarnings("module") // The name of the network ends in a digit.
module io.github.lwmigrate.source.ttnv3 {
  requires transitive io.github.lwmigrate.core;
  requires transitive io.github.lwmigrate.grpc;
  requires io.github.lwmigrate.proto;
  requires com.google.protobuf;
  requires transitive io.grpc;
  requires io.grpc.protobuf;
  requires io.grpc.stub;
  requires static org.jspecify;
  requires org.slf4j;

  exports io.github.lwmigrate.source.ttnv3;

  provides io.github.lwmigrate.spi.SourceProvider with
      io.github.lwmigrate.source.ttnv3.TtnV3SourceProvider;
}
