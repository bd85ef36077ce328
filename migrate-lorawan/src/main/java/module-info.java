/** LoRaWAN regional parameters, frequency plans and MAC state. */
module io.github.lwmigrate.lorawan {
  requires transitive com.google.protobuf;
  requires transitive io.github.lwmigrate.proto;
  requires static transitive org.jspecify;

  exports io.github.lwmigrate.lorawan;
}
