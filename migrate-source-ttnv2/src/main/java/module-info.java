/** Reads end devices from The Things Network Stack V2, and retires them there. */
@SuppressWarnings("module") // The name of the network ends in a digit.
module io.github.lwmigrate.source.ttnv2 {
  requires transitive io.github.lwmigrate.core;
  requires transitive io.github.lwmigrate.grpc;
  requires transitive io.github.lwmigrate.lorawan;
  requires io.github.lwmigrate.proto;
  requires com.google.protobuf;
  requires io.github.bucket4j.core;
  requires transitive io.grpc;
  requires io.grpc.protobuf;
  requires io.grpc.stub;
  requires static org.jspecify;
  requires org.slf4j;

  exports io.github.lwmigrate.source.ttnv2;

  provides io.github.lwmigrate.spi.SourceProvider with
      io.github.lwmigrate.source.ttnv2.TtnV2SourceProvider;
}
