package io.github.lwmigrate.check;

import io.github.lwmigrate.Severity;
import java.util.ArrayList;
import java.util.List;

/** The checks of this SDK, by profile. Every list is unmodifiable. */
public final class DeviceChecks {
  private static final List<DeviceCheck> MESSAGE = List.of(MessageCheck.ofTheWholeMessage());
  private static final List<DeviceCheck> RULES =
      List.of(
          MessageCheck.ofWhatAnImportWrites(),
          new IdentifiersCheck(),
          new SessionCheck(),
          new PendingSessionCheck(),
          new MacStateCheck(),
          new MacSettingsCheck(),
          new MulticastCheck(),
          new RegionCheck(),
          new StorageCheck(),
          new ClaimCodeCheck(),
          new PictureCheck(),
          new NumbersCheck(),
          new TargetRegretsCheck());
  private static final List<DeviceCheck> IMPORT =
      concat(RULES, List.of(new RootKeysCheck(Severity.WARNING)));
  private static final List<DeviceCheck> MIGRATION =
      concat(
          RULES,
          List.of(
              new RootKeysCheck(Severity.CONFIRM),
              new TombstoneCheck(),
              new NextStepCheck(),
              new PacketBrokerCheck(),
              new FormatterCheck()));

  private DeviceChecks() {}

  /**
   * What a migration has to say of a device: all of {@link #importProfile()}, an origin that looks
   * as if the device had been migrated before, and what the owner of the device has to do next.
   * Root keys that could not be read need a word from the user here.
   *
   * @return checks in order
   */
  public static List<DeviceCheck> migrationProfile() {
    return MIGRATION;
  }

  /**
   * What an import by the Console or the command line interface of The Things Stack would refuse,
   * and what the user would regret. Server addresses, application id and a missing JoinEUI are not
   * held against a device, because an import fills them in; nor are fields that it passes over.
   * Rules that need the bands of LoRaWAN or the state of the target are not part of it. Nor is the
   * session key id of a device that joins: device JSON may give an empty one, which only its reader
   * can see.
   *
   * @return checks in order
   */
  public static List<DeviceCheck> importProfile() {
    return IMPORT;
  }

  /**
   * What the message validation of The Things Stack alone would refuse.
   *
   * @return checks in order
   */
  public static List<DeviceCheck> messageProfile() {
    return MESSAGE;
  }

  private static List<DeviceCheck> concat(List<DeviceCheck> some, List<DeviceCheck> more) {
    List<DeviceCheck> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }
}
