package dev.imageaudit.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How registries are reached.
 *
 * @param userAgent what the client calls itself: {@code image-audit/1.0.0}
 * @param caFile PEM certificates that are trusted beside the platform's own
 * @param insecureHosts {@code host[:port]} that may have any certificate, or none and plain HTTP;
 *     {@code http://host[:port]} is asked over plain HTTP at once
 * @param connectTimeout for a connection, TLS included
 * @param responseTimeout the longest silence of a connected server
 * @param connectionsPerRegistry how many requests one host answers at a time
 * @param credentialFiles files of Docker's or Podman's format that are read instead of those at
 *     their usual places
 * @param environment the variables that name proxies and credentials
 */
public record RegistryAccess(
    String userAgent,
    Optional<Path> caFile,
    Set<String> insecureHosts,
    Duration connectTimeout,
    Duration responseTimeout,
    int connectionsPerRegistry,
    RetryPolicy retryPolicy,
    List<Path> credentialFiles,
    Map<String, String> environment) {

  public RegistryAccess {
    if (connectionsPerRegistry < 1) {
      throw new IllegalArgumentException("no connections: " + connectionsPerRegistry);
    }
    insecureHosts =
        insecureHosts.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    credentialFiles = List.copyOf(credentialFiles);
    environment = Map.copyOf(environment);
  }

  /** What suits most, with the proxies and credentials of {@code environment}. */
  public static RegistryAccess defaults(String userAgent, Map<String, String> environment) {
    return new RegistryAccess(
        userAgent,
        Optional.empty(),
        Set.of(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        4,
        RetryPolicy.DEFAULT,
        List.of(),
        environment);
  }

  /** This access with PEM certificates that are trusted too. */
  public RegistryAccess withCaFile(Path file) {
    return new RegistryAccess(
        userAgent,
        Optional.of(file),
        insecureHosts,
        connectTimeout,
        responseTimeout,
        connectionsPerRegistry,
        retryPolicy,
        credentialFiles,
        environment);
  }

  /** This access with other insecure hosts. */
  public RegistryAccess withInsecureHosts(Set<String> hosts) {
    return new RegistryAccess(
        userAgent,
        caFile,
        hosts,
        connectTimeout,
        responseTimeout,
        connectionsPerRegistry,
        retryPolicy,
        credentialFiles,
        environment);
  }

  /** This access with other limits of time, and another number of connections. */
  public RegistryAccess withLimits(Duration connect, Duration response, int connections) {
    return new RegistryAccess(
        userAgent,
        caFile,
        insecureHosts,
        connect,
        response,
        connections,
        retryPolicy,
        credentialFiles,
        environment);
  }

  /** This access with another policy of retries. */
  public RegistryAccess withRetryPolicy(RetryPolicy policy) {
    return new RegistryAccess(
        userAgent,
        caFile,
        insecureHosts,
        connectTimeout,
        responseTimeout,
        connectionsPerRegistry,
        policy,
        credentialFiles,
        environment);
  }

  /** This access with the credentials of {@code files} alone. */
  public RegistryAccess withCredentialFiles(List<Path> files) {
    return new RegistryAccess(
        userAgent,
        caFile,
        insecureHosts,
        connectTimeout,
        responseTimeout,
        connectionsPerRegistry,
        retryPolicy,
        files,
        environment);
  }

  /** The variable {@code name}, where it is set and not empty. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** Without the environment, which holds secrets. */
  @Override
  public String toString() {
    return userAgent + ", insecure: " + insecureHosts + ", credentials: " + credentialFiles;
  }
}
