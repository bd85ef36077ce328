package io.github.lwmigrate.source.ttnv3.internal;

import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationIdentifiers;
import java.util.function.Supplier;

/**
 * An application and the key that opens it.
 *
 * @param id the application id
 * @param apiKey gives the key whenever it is needed
 */
public record Application(String id, Supplier<String> apiKey) {

  ApplicationIdentifiers ids() {
    return ApplicationIdentifiers.newBuilder().setApplicationId(id).build();
  }

  @Override
  public String toString() {
    return id;
  }
}
