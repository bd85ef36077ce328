package io.github.lwmigrate.check;

import io.github.lwmigrate.Severity;
import io.github.lwmigrate.lorawan.FrequencyPlans;
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
          new StorageCheck(),
          new ClaimCodeCheck(),
          new PictureCheck(),
          new NumbersCheck(),
          new TargetRegretsCheck());

  private DeviceChecks() {}

  /**
   * {@link #migrationProfile(FrequencyPlans)} with the frequency plans of The Things Stack that are
   * part of this SDK.
   *
   * @return checks in order
   */
  public static List<DeviceCheck> migrationProfile() {
    return migrationProfile(FrequencyPlans.bundled());
  }

  /**
   * What a migration has to say of a device: all of {@link #importProfile(FrequencyPlans)}, an
   * origin that looks as if the device had been migrated before, and what the owner of the device
   * has to do next. Root keys that could not be read need a word from the user here.
   *
   * @param plans the frequency plans of the target; read when the first device is judged
   * @return checks in order
   */
  public static List<DeviceCheck> migrationProfile(FrequencyPlans plans) {
    return profile(
        plans,
        new RootKeysCheck(Severity.CONFIRM),
        new TombstoneCheck(),
        new NextStepCheck(),
        new PacketBrokerCheck(),
        new FormatterCheck());
  }

  /**
   * {@link #importProfile(FrequencyPlans)} with the frequency plans of The Things Stack that are
   * part of this SDK.
   *
   * @return checks in order
   */
  public static List<DeviceCheck> importProfile() {
    return importProfile(FrequencyPlans.bundled());
  }

  /**
   * What an import by the Console or the command line interface of The Things Stack would refuse,
   * and what the user would regret. Server addresses, application id and a missing JoinEUI are not
   * held against a device, because an import fills them in; nor are fields that it passes over.
   * Rules that need the state of the target are not part of it. Nor is the session key id of a
   * device that joins: device JSON may give an empty one, which only its reader can see.
   *
   * <p>A frequency plan that is not among the given ones needs a word from the user, since the
   * target may have others. Plans that cannot be read are an error of each device that names one.
   *
   * @param plans the frequency plans of the target; read when the first device is judged
   * @return checks in order
   */
  public static List<DeviceCheck> importProfile(FrequencyPlans plans) {
    return profile(plans, new RootKeysCheck(Severity.WARNING));
  }

  /**
   * What the message validation of The Things Stack alone would refuse.
   *
   * @return checks in order
   */
  public static List<DeviceCheck> messageProfile() {
    return MESSAGE;
  }

  private static List<DeviceCheck> profile(FrequencyPlans plans, DeviceCheck... more) {
    List<DeviceCheck> all = new ArrayList<>(RULES);
    all.add(new RegionCheck(plans));
    all.addAll(List.of(more));
    return List.copyOf(all);
  }
}
