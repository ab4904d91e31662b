package dev.imageaudit.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxies of {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY}, in upper or lower
 * case, read as Go's programs read them.
 *
 * @param exceptions names with their subdomains, {@code .names} whose subdomains alone are meant,
 *     addresses, networks ({@code 10.0.0.0/8}), each maybe with a port, or {@code *}
 */
record Proxies(Optional<URI> http, Optional<URI> https, List<String> exceptions) {

  Proxies {
    exceptions = List.copyOf(exceptions);
  }

  /**
   * Reads the environment.
   *
   * @throws IOException where a proxy is no URL; its text may hold a password and is not repeated
   */
  static Proxies of(RegistryAccess access) throws IOException {
    return new Proxies(
        proxy(access, "HTTP_PROXY"),
        proxy(access, "HTTPS_PROXY"),
        either(access, "NO_PROXY").stream()
            .flatMap(list -> Arrays.stream(list.split("[,\\s]+")))
            .filter(exception -> !exception.isEmpty())
            .map(exception -> exception.toLowerCase(Locale.ROOT))
            .toList());
  }

  private static Optional<String> either(RegistryAccess access, String name) {
    return access.variable(name).or(() -> access.variable(name.toLowerCase(Locale.ROOT)));
  }

  private static Optional<URI> proxy(RegistryAccess access, String name) throws IOException {
    Optional<String> value = either(access, name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String text = value.get().strip();
    try {
      URI uri = URI.create(text.contains("://") ? text : "http://" + text);
      if (uri.getHost() != null) {
        int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
        return Optional.of(
            new URI(uri.getScheme(), uri.getUserInfo(), uri.getHost(), port, null, null, null));
      }
    } catch (IllegalArgumentException | java.net.URISyntaxException e) {
      // Said below, without the text.
    }
    throw new IOException(name + " is no URL of a proxy, such as http://proxy.example.com:3128");
  }

  /** The proxy through which {@code host} is reached; empty where it is reached directly. */
  Optional<URI> proxyFor(String scheme, String host, int port) {
    String name = Hosts.withoutPort(host).toLowerCase(Locale.ROOT);
    int effectivePort = port > 0 ? port : scheme.equals("https") ? 443 : 80;
    if (Hosts.isLoopback(name)
        || exceptions.stream().anyMatch(exception -> excepts(exception, name, effectivePort))) {
      return Optional.empty();
    }
    return scheme.equals("https") ? https : http;
  }

  List<URI> all() {
    return Stream.of(http, https).flatMap(Optional::stream).distinct().toList();
  }

  private static boolean excepts(String exception, String host, int port) {
    if (exception.equals("*")) {
      return true;
    }
    int slash = exception.indexOf('/');
    if (slash > 0) {
      return isIn(exception.substring(0, slash), exception.substring(slash + 1), host);
    }
    String name = Hosts.withoutPort(exception);
    boolean hasPort = exception.length() > name.length() && exception.matches(".+:[0-9]+");
    if (hasPort && !exception.endsWith(":" + port)) {
      return false;
    }
    if (name.startsWith("*.")) {
      name = name.substring(1);
    }
    return name.startsWith(".")
        ? host.endsWith(name)
        : host.equals(name) || host.endsWith("." + name);
  }

  private static boolean isIn(String network, String prefix, String host) {
    Optional<InetAddress> net = Hosts.address(network);
    Optional<InetAddress> address = Hosts.address(host);
    if (net.isEmpty() || address.isEmpty() || !prefix.matches("[0-9]{1,3}")) {
      return false;
    }
    byte[] wanted = net.get().getAddress();
    byte[] found = address.get().getAddress();
    int bits = Integer.parseInt(prefix);
    if (wanted.length != found.length || bits > wanted.length * 8) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((wanted[bit / 8] & mask) != (found[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** Without the proxies' passwords. */
  @Override
  public String toString() {
    return "proxies but for " + exceptions;
  }
}
