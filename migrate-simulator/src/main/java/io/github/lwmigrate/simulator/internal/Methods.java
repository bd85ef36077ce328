package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.stack.FieldMasks.Access;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is known of each method: since when there is one, and which paths its field mask takes. */
public final class Methods {
  private static final Map<String, StackVersion> SINCE = new TreeMap<>();
  private static final Map<String, MaskKind> MASKS = new TreeMap<>();
  private static final Set<String> OTHERS =
      Set.of(
          "EndDeviceRegistry/Create",
          "EndDeviceRegistry/Delete",
          "EndDeviceRegistry/GetIdentifiersForEUIs",
          "NsEndDeviceRegistry/Delete",
          "AsEndDeviceRegistry/Delete",
          "JsEndDeviceRegistry/Delete",
          "ApplicationRegistry/Create",
          "ApplicationRegistry/Get",
          "ApplicationRegistry/List",
          "ApplicationAccess/ListRights",
          "EntityAccess/AuthInfo",
          "As/GetLink",
          "As/SetLink",
          "Ns/GenerateDevAddr",
          "Js/GetJoinEUIPrefixes",
          "Configuration/ListFrequencyPlans",
          "EndDeviceTemplateConverter/ListFormats",
          "EndDeviceTemplateConverter/Convert");

  static {
    since("3.27.0", "EndDeviceBatchRegistry/Get");
    since("3.27.0", "EndDeviceBatchRegistry/Delete");
    since("3.27.0", "NsEndDeviceBatchRegistry/Delete");
    since("3.27.0", "AsEndDeviceBatchRegistry/Delete");
    since("3.27.0", "JsEndDeviceBatchRegistry/Delete");
    since("3.21.2", "Ns/GetNetID");
    since("3.21.2", "Ns/GetDeviceAddressPrefixes");
    since("3.17.0", "Js/GetDefaultJoinEUI");

    mask("EndDeviceRegistry/Get", StackServer.IDENTITY_SERVER, Access.READ);
    mask("EndDeviceRegistry/List", StackServer.IDENTITY_SERVER, Access.READ);
    mask("EndDeviceBatchRegistry/Get", StackServer.IDENTITY_SERVER, Access.READ);
    mask("EndDeviceRegistry/Update", StackServer.IDENTITY_SERVER, Access.WRITE);
    mask("NsEndDeviceRegistry/Get", StackServer.NETWORK_SERVER, Access.READ);
    mask("NsEndDeviceRegistry/Set", StackServer.NETWORK_SERVER, Access.WRITE);
    mask("AsEndDeviceRegistry/Get", StackServer.APPLICATION_SERVER, Access.READ);
    mask("AsEndDeviceRegistry/Set", StackServer.APPLICATION_SERVER, Access.WRITE);
    mask("JsEndDeviceRegistry/Get", StackServer.JOIN_SERVER, Access.READ);
    mask("JsEndDeviceRegistry/Set", StackServer.JOIN_SERVER, Access.WRITE);
  }

  private Methods() {}

  /** Which server's paths a field mask takes, and for what. */
  record MaskKind(StackServer server, Access access) {}

  /** Returns the name when there is such a method. */
  public static String require(String method) {
    Set<String> known = new TreeSet<>(OTHERS);
    known.addAll(SINCE.keySet());
    known.addAll(MASKS.keySet());
    if (!known.contains(method)) {
      throw new IllegalArgumentException(
          "The simulated network has no method \"" + method + "\"; it has " + known);
    }
    return method;
  }

  static Optional<MaskKind> mask(String method) {
    return Optional.ofNullable(MASKS.get(method));
  }

  static boolean exists(String method, StackVersion version) {
    StackVersion since = SINCE.get(method);
    return since == null || version.compareTo(since) >= 0;
  }

  private static void since(String version, String method) {
    SINCE.put(method, StackVersion.of(version));
  }

  private static void mask(String method, StackServer server, Access access) {
    MASKS.put(method, new MaskKind(server, access));
  }
}
