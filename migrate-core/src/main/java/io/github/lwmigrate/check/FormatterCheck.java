package io.github.lwmigrate.check;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MessagePayloadFormatters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PayloadFormatter;
import java.util.function.Consumer;

/** How payloads are decoded depends on more than the device. */
final class FormatterCheck implements DeviceCheck {
  private static final Finding OF_APPLICATION =
      new Finding(
          Severity.ADVICE,
          FindingCodes.FORMATTER_OF_APPLICATION,
          "formatters",
          "The device has no payload formatter of its own, so that the default of its application"
              + " decodes its payloads at the target; that one does not move with the device.",
          "Set the payload formatters of the application at the target as they are at the"
              + " origin.");
  private static final Finding SERVICE =
      new Finding(
          Severity.ADVICE,
          FindingCodes.FORMATTER_SERVICE,
          "formatters",
          "The payloads of the device are decoded by a service.",
          "Make sure that the target can reach the service.");

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    MessagePayloadFormatters formatters = device.getFormatters();
    if (!device.hasFormatters()) {
      findings.accept(OF_APPLICATION);
    } else if (formatters.getUpFormatter() == PayloadFormatter.FORMATTER_GRPC_SERVICE
        || formatters.getDownFormatter() == PayloadFormatter.FORMATTER_GRPC_SERVICE) {
      findings.accept(SERVICE);
    }
  }
}
