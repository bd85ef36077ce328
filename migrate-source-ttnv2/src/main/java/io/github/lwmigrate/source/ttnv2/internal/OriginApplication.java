package io.github.lwmigrate.source.ttnv2.internal;

import io.github.lwmigrate.grpc.Pace;
import io.github.lwmigrate.proto.ttn.v2.handler.ApplicationIdentifier;
import java.util.function.Supplier;

/** An application of the origin, its access key and its share of the calls. Thread-safe. */
public final class OriginApplication {

  private final String id;
  private final Supplier<String> accessKey;
  private final CallRate rate = new CallRate();

  /**
   * An application.
   *
   * @param id the application id
   * @param accessKey gives the access key whenever it is needed
   */
  public OriginApplication(String id, Supplier<String> accessKey) {
    this.id = id;
    this.accessKey = accessKey;
  }

  String id() {
    return id;
  }

  Supplier<String> accessKey() {
    return accessKey;
  }

  Pace waiting() {
    return rate.waiting();
  }

  Pace atOnce() {
    return rate.atOnce();
  }

  ApplicationIdentifier identifier() {
    return ApplicationIdentifier.newBuilder().setAppId(id).build();
  }

  @Override
  public String toString() {
    return id;
  }
}
