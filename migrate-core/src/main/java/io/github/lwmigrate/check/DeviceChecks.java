package io.github.lwmigrate.check;

import java.util.List;

/** The checks of this SDK, by profile. */
public final class DeviceChecks {

  private DeviceChecks() {}

  /**
   * What an import by the Console or the command line interface of The Things Stack would refuse,
   * and what the user would regret. Server addresses, application id and a missing JoinEUI are not
   * held against a device, because an import fills them in.
   *
   * @return checks in order
   */
  public static List<DeviceCheck> importProfile() {
    return List.of();
  }

  /**
   * What the message validation of The Things Stack alone would refuse.
   *
   * @return checks in order
   */
  public static List<DeviceCheck> messageProfile() {
    return List.of();
  }
}
