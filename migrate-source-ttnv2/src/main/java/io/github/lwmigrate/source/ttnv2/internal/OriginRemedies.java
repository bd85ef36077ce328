package io.github.lwmigrate.source.ttnv2.internal;

import java.util.function.Predicate;

/** What users can do about errors of discovery server and handler. */
final class OriginRemedies {

  static final String APPLICATION_OR_ADDRESS =
      "Check the application id and the address of the discovery server, or give the address of the"
          + " handler.";

  private OriginRemedies() {}

  static String ofDiscovery(String code, Predicate<String> says, String usual) {
    return switch (code) {
      case "NOT_FOUND", "UNKNOWN", "UNIMPLEMENTED", "INTERNAL" -> APPLICATION_OR_ADDRESS;
      default -> usual;
    };
  }

  static String ofHandler(String code, Predicate<String> says, String usual) {
    return switch (code) {
      case "UNKNOWN" ->
          says.test("custom attributes") || says.test("ttribute value") || says.test("ttribute key")
              ? "The origin stores no device with so many or so long attributes; remove some there."
              : "Check the access key: it may be mistyped, deleted or of another network. If it is"
                  + " right, the account server of the origin may be out of reach.";
      case "PERMISSION_DENIED" ->
          "Check that the access key belongs to this application and holds the right \"devices\".";
      case "NOT_FOUND" ->
          says.test("not registered to this Handler")
              ? "Check the application id and that its handler and the handler's storage run."
              : usual;
      case "INTERNAL", "UNIMPLEMENTED" ->
          "Check the address: what answers there may not be a handler, or its servers behind do not"
              + " answer.";
      case "RESOURCE_EXHAUSTED" -> "Start again later; other programs share the origin's limit.";
      default -> usual;
    };
  }
}
