/** Frequency plans in the YAML format of The Things Network, from a directory or a URL. */
module io.github.lwmigrate.frequencyplans {
  requires transitive io.github.lwmigrate.lorawan;
  requires transitive java.net.http;
  requires static transitive org.jspecify;
  requires org.snakeyaml.engine;

  exports io.github.lwmigrate.frequencyplans;
}
