/** Generated messages and gRPC stubs of the networks' APIs. */
module io.github.lwmigrate.proto {
  requires transitive com.google.protobuf;
  requires static com.google.common;
  requires static io.grpc;
  requires static io.grpc.protobuf;
  requires static io.grpc.stub;

  exports io.github.lwmigrate.proto.ttn.lorawan.v3;
  exports io.github.lwmigrate.proto.ttn.v2.discovery;
  exports io.github.lwmigrate.proto.ttn.v2.handler;
  exports io.github.lwmigrate.proto.ttn.v2.lorawan;
}
