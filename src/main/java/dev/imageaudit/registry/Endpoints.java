package dev.imageaudit.registry;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds where a registry answers, and remembers what was found. */
final class Endpoints {
  private static final String DOCKER_HUB = "docker.io";
  private static final String DOCKER_HUB_HOST = "registry-1.docker.io";

  private final Set<String> insecureHosts;
  private final Map<String, Endpoint> settled = new ConcurrentHashMap<>();

  /** {@code insecureHosts} as {@link RegistryAccess#insecureHosts} has them. */
  Endpoints(Set<String> insecureHosts) {
    this.insecureHosts = insecureHosts;
  }

  /**
   * Where {@code registry} may answer, the likeliest first. An insecure one is asked as the Docker
   * daemon asks it: over TLS with any certificate, then over plain HTTP.
   */
  List<Endpoint> of(String registry) {
    Endpoint known = settled.get(registry);
    if (known != null) {
      return List.of(known);
    }
    String authority = registry.equals(DOCKER_HUB) ? DOCKER_HUB_HOST : registry;
    Endpoint plain = new Endpoint("http", authority, true);
    if (isListed("http://" + authority)) {
      return List.of(plain);
    }
    return isInsecure(authority)
        ? List.of(new Endpoint("https", authority, false), plain)
        : List.of(new Endpoint("https", authority, true));
  }

  /** Remembers that {@code registry} answers at {@code endpoint}. */
  void settle(String registry, Endpoint endpoint) {
    settled.put(registry, endpoint);
  }

  /** Whether {@code authority} is listed as insecure, or is this machine. */
  boolean isInsecure(String authority) {
    return Hosts.isLoopback(authority) || isListed(authority) || isListed("http://" + authority);
  }

  private boolean isListed(String authority) {
    String listed = authority.toLowerCase(Locale.ROOT);
    return insecureHosts.contains(listed)
        || insecureHosts.contains(listed.replaceFirst(":[0-9]+$", ""));
  }

  /** Whether a certificate of {@code uri}'s server must be trusted. */
  boolean mustVerify(URI uri) {
    return !isInsecure(uri.getRawAuthority());
  }

  /**
   * Whether credentials and content may travel over {@code uri} on behalf of {@code registry}: TLS
   * always, plain HTTP where the user allows it for the one or the other.
   */
  boolean mayUse(URI uri, String registry) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null) {
      return false;
    }
    return scheme.equals("https")
        || (scheme.equals("http")
            && (isInsecure(registry)
                || isListed(uri.getRawAuthority())
                || isListed("http://" + uri.getRawAuthority())));
  }
}
