package io.github.lwmigrate.source.ttnv2.internal;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.github.lwmigrate.proto.ttn.v2.handler.Application;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What entries of a listing and readings carry through the engine and its journal. Its text form
 * holds nothing of it.
 *
 * @param exportedAt when the device was listed: the beginning of its session at the target. Part of
 *     the entry, so that a repeated reading gives the same device
 * @param device the device as the origin told it; empty if it was named by the user
 * @param application the application with its payload functions; with its first device alone
 */
record Carried(Instant exportedAt, Optional<V2Device> device, Optional<Application> application) {

  static Carried of(Instant exportedAt, V2Device device) {
    return new Carried(exportedAt, Optional.of(device), Optional.empty());
  }

  byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Timestamp.newBuilder()
          .setSeconds(exportedAt.getEpochSecond())
          .setNanos(exportedAt.getNano())
          .build()
          .writeDelimitedTo(out);
      device.map(V2Device::message).orElseGet(Device::getDefaultInstance).writeDelimitedTo(out);
      if (application.isPresent()) {
        application.get().writeDelimitedTo(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** What was carried; empty if nothing was, or nothing of this source. */
  static Optional<Carried> parse(byte[] bytes) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    try {
      @Nullable Timestamp exportedAt = Timestamp.parseDelimitedFrom(in);
      @Nullable Device device = Device.parseDelimitedFrom(in);
      if (exportedAt == null || device == null) {
        return Optional.empty();
      }
      return Optional.of(
          new Carried(
              Instant.ofEpochSecond(exportedAt.getSeconds(), exportedAt.getNanos()),
              device.equals(Device.getDefaultInstance())
                  ? Optional.empty()
                  : Optional.of(new V2Device(device)),
              Optional.ofNullable(Application.parseDelimitedFrom(in))));
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "what is carried of a device";
  }
}
