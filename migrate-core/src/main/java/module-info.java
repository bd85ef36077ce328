/** The EndDevice model, the Source and Sink SPI, migration policies, checks and the engine. */
module io.github.lwmigrate.core {
  requires transitive com.google.protobuf;
  requires transitive io.github.lwmigrate.lorawan;
  requires transitive io.github.lwmigrate.proto;
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports io.github.lwmigrate;
  exports io.github.lwmigrate.check;
  exports io.github.lwmigrate.device;
  exports io.github.lwmigrate.journal;
  exports io.github.lwmigrate.rule;
  exports io.github.lwmigrate.spi;
  exports io.github.lwmigrate.stack;

  uses io.github.lwmigrate.spi.SinkProvider;
  uses io.github.lwmigrate.spi.SourceProvider;
}
