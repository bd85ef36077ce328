/** Simulated networks over real gRPC, for tests, demonstrations and benchmarks. */
module io.github.lwmigrate.simulator {
  requires transitive com.google.protobuf;
  requires transitive io.github.lwmigrate.core;
  requires transitive io.github.lwmigrate.proto;
  requires static transitive org.jspecify;
  requires io.grpc;
  requires io.grpc.protobuf;
  requires io.grpc.stub;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.slf4j;

  exports io.github.lwmigrate.simulator;
}
