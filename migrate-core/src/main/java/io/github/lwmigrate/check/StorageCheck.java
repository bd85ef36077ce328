package io.github.lwmigrate.check;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MessagePayloadFormatters;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Limits of what servers store that are tighter than their message validation. */
final class StorageCheck implements DeviceCheck {
  private static final int SERIAL_NUMBER = 16;
  private static final int FORMATTER = 40_960;
  private static final Finding SERIAL =
      new Finding(
          Severity.ERROR,
          FindingCodes.SERIAL_NUMBER_TOO_LONG,
          "serial_number",
          "The Identity Server stores at most " + SERIAL_NUMBER + " characters of serial number.",
          "Shorten the serial number, or keep it in an attribute.");
  private static final Finding UP = tooLong("formatters.up_formatter_parameter");
  private static final Finding DOWN = tooLong("formatters.down_formatter_parameter");

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    String serial = device.getSerialNumber();
    if (serial.codePointCount(0, serial.length()) > SERIAL_NUMBER) {
      findings.accept(SERIAL);
    }
    MessagePayloadFormatters formatters = device.getFormatters();
    if (isTooLong(formatters.getUpFormatterParameter())) {
      findings.accept(UP);
    }
    if (isTooLong(formatters.getDownFormatterParameter())) {
      findings.accept(DOWN);
    }
  }

  private static boolean isTooLong(String script) {
    return script.length() > FORMATTER / 4
        && script.getBytes(StandardCharsets.UTF_8).length > FORMATTER;
  }

  private static Finding tooLong(String path) {
    return new Finding(
        Severity.ERROR,
        FindingCodes.FORMATTER_TOO_LONG,
        path,
        "An Application Server takes at most " + FORMATTER + " bytes of formatter parameter.",
        "Shorten the formatter, or store it at the target after the import.");
  }
}
