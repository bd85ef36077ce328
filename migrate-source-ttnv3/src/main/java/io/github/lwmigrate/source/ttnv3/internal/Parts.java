package io.github.lwmigrate.source.ttnv3.internal;

import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.stack.StackServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the servers answered about one device. Used by one thread. */
final class Parts {

  private static final int VERSION = 1;

  private final Map<StackServer, EndDevice> devices = new EnumMap<>(StackServer.class);
  private List<String> warnings = List.of();

  void put(StackServer server, EndDevice device) {
    devices.put(server, device);
  }

  void remove(StackServer server) {
    devices.remove(server);
  }

  Optional<EndDevice> of(StackServer server) {
    return Optional.ofNullable(devices.get(server));
  }

  boolean has(StackServer server) {
    return devices.containsKey(server);
  }

  /** What the Application Server warned of in its last answer. */
  List<String> warnings() {
    return warnings;
  }

  void warnings(List<String> warnings) {
    this.warnings = warnings;
  }

  /** The answers, without warnings, for whoever decodes them later. Holds keys. */
  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      for (Map.Entry<StackServer, EndDevice> part : devices.entrySet()) {
        byte[] device = part.getValue().toByteArray();
        out.writeUTF(part.getKey().name());
        out.writeInt(device.length);
        out.write(device);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** What {@link #encode} made; empty for anything else. */
  static Optional<Parts> decode(byte[] bytes) {
    Parts parts = new Parts();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.read() != VERSION) {
        return Optional.empty();
      }
      while (in.available() > 0) {
        StackServer server = StackServer.valueOf(in.readUTF());
        parts.put(server, EndDevice.parseFrom(in.readNBytes(in.readInt())));
      }
      return Optional.of(parts);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
