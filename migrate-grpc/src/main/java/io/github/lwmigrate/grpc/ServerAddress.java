package io.github.lwmigrate.grpc;

import io.github.lwmigrate.ConfigurationException;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens: a host, and a port where it is not the usual one. Immutable and
 * thread-safe.
 */
public final class ServerAddress {

  private static final int HIGHEST_PORT = 65_535;

  private static final Pattern BRACKETED = Pattern.compile("\\[([0-9A-Fa-f:.%]+)](?::(\\d{1,5}))?");
  private static final Pattern NAMED =
      Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\\.?)(?::(\\d{1,5}))?");
  private static final Pattern BARE_IPV6 = Pattern.compile("[0-9A-Fa-f:.%]*:[0-9A-Fa-f:.%]*:.*");

  private final String host;
  private final OptionalInt port;

  private ServerAddress(String host, OptionalInt port) {
    this.host = host;
    this.port = port;
  }

  /**
   * Reads an address.
   *
   * @param text {@code host}, {@code host:port}, {@code [IPv6]}, {@code [IPv6]:port} or a bare IPv6
   *     address
   * @return the address
   * @throws ConfigurationException if it is none of these
   */
  public static ServerAddress of(String text) {
    String address = text.strip();
    if (address.contains("://") || address.contains("/")) {
      throw refused(text, "leave out the scheme and the path");
    }
    if (BARE_IPV6.matcher(address).matches() && !address.startsWith("[")) {
      return new ServerAddress(address, OptionalInt.empty());
    }
    Matcher matcher = BRACKETED.matcher(address);
    if (!matcher.matches()) {
      matcher = NAMED.matcher(address);
    }
    if (!matcher.matches()) {
      throw refused(text, "HOST or HOST:PORT is expected");
    }
    String port = matcher.group(2);
    if (port == null) {
      return new ServerAddress(matcher.group(1), OptionalInt.empty());
    }
    int number = Integer.parseInt(port);
    if (number < 1 || number > HIGHEST_PORT) {
      throw refused(text, "the port is a number from 1 to " + HIGHEST_PORT);
    }
    return new ServerAddress(matcher.group(1), OptionalInt.of(number));
  }

  /**
   * The host.
   *
   * @return a name or an address; IPv6 without brackets
   */
  public String host() {
    return host;
  }

  /**
   * The port.
   *
   * @param usual the port where the address names none
   * @return from 1 to 65535
   */
  public int port(int usual) {
    return port.orElse(usual);
  }

  /**
   * The same address with its port written out.
   *
   * @param usual the port where the address names none
   * @return the copy
   */
  public ServerAddress withPort(int usual) {
    return port.isPresent() ? this : new ServerAddress(host, OptionalInt.of(usual));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServerAddress that
        && that.host.equalsIgnoreCase(host)
        && that.port.equals(port);
  }

  @Override
  public int hashCode() {
    return host.toLowerCase(Locale.ROOT).hashCode() * 31 + port.hashCode();
  }

  /** The form that {@link #of} reads. */
  @Override
  public String toString() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port.isPresent() ? name + ":" + port.getAsInt() : name;
  }

  private static ConfigurationException refused(String text, String why) {
    return new ConfigurationException(
        "use the server address \"" + text + "\"", "\"" + text + "\" is not an address: " + why);
  }
}
