package io.github.lwmigrate.rule;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.EndDevice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Leaves behind what belongs to the origin, with a finding for each field that held something.
 *
 * @param fields what is left behind
 */
public record DropOriginFields(Set<OriginField> fields) implements DeviceRule {

  /** Copies the set. */
  public DropOriginFields {
    fields = Set.copyOf(fields);
  }

  /**
   * Leaves everything behind that belongs to the origin, but for some fields.
   *
   * @param kept what travels all the same
   * @return the rule
   */
  public static DropOriginFields allBut(Set<OriginField> kept) {
    EnumSet<OriginField> dropped = EnumSet.allOf(OriginField.class);
    dropped.removeAll(kept);
    return new DropOriginFields(dropped);
  }

  @Override
  public EndDevice apply(EndDevice device, Consumer<? super Finding> findings) {
    List<OriginField> held = new ArrayList<>();
    for (OriginField field : OriginField.values()) {
      if (fields.contains(field) && field.isHeldBy(device.toProto())) {
        held.add(field);
        findings.accept(finding(field));
      }
    }
    return held.isEmpty() ? device : device.with(message -> held.forEach(f -> f.clear(message)));
  }

  private static Finding finding(OriginField field) {
    Finding finding =
        Finding.of(
            field.severity(),
            field.code(),
            field.path(),
            "The field does not travel: " + field.reason() + ".");
    return field.severity() == Severity.NOTICE
        ? finding
        : finding.withRemedy("Copy the settings of the profile to the device before it moves.");
  }
}
