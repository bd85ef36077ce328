/** Simulated networks over real gRPC, for tests, demonstrations and benchmarks. */
module io.github.lwmigrate.simulator {
  requires transitive com.google.protobuf;
  requires transitive io.github.lwmigrate.core;
  requires transitive io.github.lwmigrate.proto;
  requires static transitive org.jspecify;
  requires io.github.lwmigrate.json;
  requires io.github.lwmigrate.lorawan;
  requires io.grpc;
  requires io.grpc.protobuf;
  requires io.grpc.stub;
  requires com.google.common; // For grpc-java, whose modules cannot say so themselves.
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.slf4j;

  exports io.github.lwmigrate.simulator;
}
