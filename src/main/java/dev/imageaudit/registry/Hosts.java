package dev.imageaudit.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** What the text of a host says, without asking a name server. */
final class Hosts {
  private Hosts() {}

  /** The host of {@code host[:port]}, without the brackets of an IPv6 address. */
  static String withoutPort(String authority) {
    if (authority.startsWith("[")) {
      return authority.substring(1, Math.max(1, authority.indexOf(']')));
    }
    int colon = authority.indexOf(':');
    return colon < 0 || colon != authority.lastIndexOf(':')
        ? authority
        : authority.substring(0, colon);
  }

  /** The address that {@code host} is; empty for a name. */
  static Optional<InetAddress> address(String host) {
    String text = withoutPort(host);
    if (!text.contains(":") && !text.matches("[0-9]+(?:\\.[0-9]+){3}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether {@code host} is this machine, as Docker sees it. */
  static boolean isLoopback(String host) {
    return withoutPort(host).equals("localhost")
        || address(host).map(InetAddress::isLoopbackAddress).orElse(false);
  }
}
