/** Small programs that show how to embed the SDK; copy what you need. */
module io.github.lwmigrate.examples {
  requires io.github.lwmigrate.core;
  requires io.github.lwmigrate.journal.sqlite;
  requires io.github.lwmigrate.json;
  requires io.github.lwmigrate.source.ttnv3;
  requires static org.jspecify;

  provides io.github.lwmigrate.spi.SourceProvider with
      io.github.lwmigrate.examples.CsvSourceProvider;
}
