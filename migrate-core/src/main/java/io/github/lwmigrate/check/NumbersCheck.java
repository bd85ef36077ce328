package io.github.lwmigrate.check;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Location;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import java.util.function.Consumer;

/**
 * Refuses numbers that are not numbers. The Things Stack takes them and then has a device that is
 * nowhere, or whose transmission power is nothing.
 */
final class NumbersCheck implements DeviceCheck {

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    if (device.getLocationsCount() > 0) {
      for (Location location : device.getLocationsMap().values()) {
        refuse(location.getLatitude(), "locations.latitude", findings);
        refuse(location.getLongitude(), "locations.longitude", findings);
      }
    }
    refuse(device.getBatteryPercentage().getValue(), "battery_percentage", findings);
    refuse(device.getMacSettings().getAdrMargin().getValue(), "mac_settings.adr_margin", findings);
    refuse(
        device.getMacSettings().getAdr().getDynamic().getMargin().getValue(),
        "mac_settings.adr.mode.dynamic.margin",
        findings);
    if (device.hasMacState()) {
      check("mac_state", device.getMacState(), findings);
    }
    if (device.hasPendingMacState()) {
      check("pending_mac_state", device.getPendingMacState(), findings);
    }
  }

  private static void check(String path, MACState state, Consumer<? super Finding> findings) {
    if (Float.isNaN(state.getCurrentParameters().getMaxEirp())) {
      findings.accept(notANumber(path + ".current_parameters.max_eirp"));
    }
    if (Float.isNaN(state.getDesiredParameters().getMaxEirp())) {
      findings.accept(notANumber(path + ".desired_parameters.max_eirp"));
    }
  }

  private static void refuse(double number, String path, Consumer<? super Finding> findings) {
    if (Double.isNaN(number)) {
      findings.accept(notANumber(path));
    }
  }

  private static Finding notANumber(String path) {
    return new Finding(
        Severity.ERROR,
        FindingCodes.NOT_A_NUMBER,
        path,
        "The field holds a value that is not a number.",
        "Correct the field at the origin, or leave it out.");
  }
}
