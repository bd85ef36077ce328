package io.github.lwmigrate.source.ttnv3.internal;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.stack.StackServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * How one registry looks before or after a step. May hold keys; its text form does not show them.
 *
 * @param server whose registry
 * @param sessionMoves whether the live session of the device moves
 * @param device what the registry holds of the device, or the part that a step is about; empty if
 *     it does not know the device
 */
record Image(StackServer server, boolean sessionMoves, Optional<EndDevice> device) {

  private static final int VERSION = 1;

  /** The same registry with something else. */
  Image with(EndDevice other) {
    return new Image(server, sessionMoves, Optional.of(other));
  }

  /** The same registry without the device. */
  Image absent() {
    return new Image(server, sessionMoves, Optional.empty());
  }

  /** What the registry holds; for images that are never of an absent device. */
  EndDevice held() {
    return device.orElseGet(EndDevice::getDefaultInstance);
  }

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(server.name());
      out.writeBoolean(sessionMoves);
      out.writeBoolean(device.isPresent());
      out.write(held().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Image before(RetirementStep step) {
    return decode(step.before(), step);
  }

  static Image after(RetirementStep step) {
    return decode(step.after(), step);
  }

  private static Image decode(byte[] bytes, RetirementStep step) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() == VERSION) {
        StackServer server = StackServer.valueOf(in.readUTF());
        boolean sessionMoves = in.readBoolean();
        boolean present = in.readBoolean();
        EndDevice device = EndDevice.parseFrom(in.readAllBytes());
        return new Image(server, sessionMoves, present ? Optional.of(device) : Optional.empty());
      }
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(step);
    }
    throw unreadable(step);
  }

  // The cause would quote what was recorded.
  private static MigrationException unreadable(RetirementStep step) {
    return MigrationException.builder(Stage.RETIRE, "read what was recorded of step " + step.name())
        .device(step.device())
        .because("it was recorded by another version of this program, or is damaged")
        .remedy("Use the version that began the run.")
        .build();
  }

  @Override
  public String toString() {
    return ServerTitle.of(server) + (device.isPresent() ? ", present" : ", absent");
  }
}
