/** The Things Stack device JSON: reader, writer, source and sink. */
module io.github.lwmigrate.json {
  requires com.google.gson;
  requires transitive io.github.lwmigrate.core;

  exports io.github.lwmigrate.json;

  provides io.github.lwmigrate.spi.SinkProvider with
      io.github.lwmigrate.json.internal.JsonSinkProvider;
  provides io.github.lwmigrate.spi.SourceProvider with
      io.github.lwmigrate.json.internal.JsonSourceProvider;
}
