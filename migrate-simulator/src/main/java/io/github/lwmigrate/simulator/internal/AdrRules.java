package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ADRSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.stack.FieldPath;
import java.util.List;
import java.util.Optional;

/** What the Network Server requires of ADR settings, whatever the band. */
final class AdrRules {
  private static final String ADR = "mac_settings.adr";
  private static final String DYNAMIC = ADR + ".mode.dynamic.";
  private static final List<String> LEGACY =
      List.of("mac_settings.adr_margin", "mac_settings.use_adr.value", "mac_settings.use_adr");
  private static final int DATA_RATES = 16;

  private AdrRules() {}

  static void require(DeviceView device) {
    if (device.reaches(ADR) || device.sets(ADR)) {
      if (device.wanted().getMacSettings().hasAdr()) {
        NetworkServerRules.requireZero(device, LEGACY);
      }
      requireOrder(device, "min_data_rate_index.value", "max_data_rate_index.value");
      requireOrder(device, "min_tx_power_index", "max_tx_power_index");
      requireOrder(device, "min_nb_trans", "max_nb_trans");
      for (int rate = 0; rate < DATA_RATES; rate++) {
        String override = "overrides.data_rate_" + rate + ".";
        requireOrder(device, override + "min_nb_trans", override + "max_nb_trans");
      }
    }
    for (String legacy : LEGACY) {
      if (device.sets(legacy) && !device.isZero(legacy)) {
        NetworkServerRules.requireZero(device, List.of(ADR));
      }
    }
  }

  private static void requireOrder(DeviceView device, String least, String most) {
    Optional<Long> lower = number(device, DYNAMIC + least);
    Optional<Long> upper = number(device, DYNAMIC + most);
    if (lower.isPresent() && upper.isPresent() && upper.get() < lower.get()) {
      throw Errors.networkServerFieldValue(DYNAMIC + most);
    }
  }

  /** The value of a wrapper when the wrapper is there, be it zero. */
  private static Optional<Long> number(DeviceView device, String path) {
    EndDevice holder = device.device(path);
    ADRSettings settings = holder.getMacSettings().getAdr();
    String wrapper =
        path.endsWith(".value") ? path.substring(0, path.length() - ".value".length()) : path;
    if (!settings.hasDynamic() || !FieldPath.ofDevice(wrapper).isSet(holder)) {
      return Optional.empty();
    }
    Object value = FieldPath.ofDevice(wrapper + ".value").get(holder).orElse(0);
    long number =
        value instanceof EnumValueDescriptor name ? name.getNumber() : ((Number) value).longValue();
    return Optional.of(number);
  }
}
