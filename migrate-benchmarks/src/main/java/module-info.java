/** Benchmarks of readers, writers, sources and whole runs. */
module io.github.lwmigrate.benchmarks {
  requires com.google.gson;
  requires com.google.protobuf.util;
  requires info.picocli;
  requires io.github.lwmigrate.core;
  requires io.github.lwmigrate.journal.sqlite;
  requires io.github.lwmigrate.json;
  requires io.github.lwmigrate.lorawan;
  requires io.github.lwmigrate.simulator;
  requires io.github.lwmigrate.source.ttnv3;
  requires io.grpc;
  requires io.grpc.stub;
  requires java.management;
  requires jmh.core;
  requires static org.jspecify;

  opens io.github.lwmigrate.benchmarks to
      info.picocli;
}
