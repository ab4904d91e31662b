package dev.imageaudit.registry;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something asked of a registry.
 *
 * @param repository whose credentials serve; empty for the registry as a whole
 * @param path with query, from the root
 * @param subject what is asked for, as messages say it: {@code the manifest of shop/api:1.4}
 */
record RegistryRequest(
    String method,
    String registry,
    String repository,
    String path,
    Map<String, String> headers,
    String subject) {

  RegistryRequest {
    headers = Map.copyOf(headers);
  }

  static RegistryRequest get(String registry, String repository, String path, String subject) {
    return new RegistryRequest("GET", registry, repository, path, Map.of(), subject);
  }

  RegistryRequest withHeader(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new RegistryRequest(method, registry, repository, path, all, subject);
  }

  RegistryRequest withMethod(String other) {
    return new RegistryRequest(other, registry, repository, path, headers, subject);
  }

  RegistryRequest withPath(String other) {
    return new RegistryRequest(method, registry, repository, other, headers, subject);
  }

  /** What a token has to allow. */
  String scope() {
    return repository.isEmpty() ? "registry:catalog:*" : "repository:" + repository + ":pull";
  }
}
