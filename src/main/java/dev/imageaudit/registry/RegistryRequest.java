package dev.imageaudit.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something asked of a registry.
 *
 * @param repository whose credentials serve; empty for the registry as a whole
 * @param path with query, from the root
 * @param subject what is asked for, as messages say it: {@code the manifest of shop/api:1.4}
 * @param body what is sent with it
 */
record RegistryRequest(
    String method,
    String registry,
    String repository,
    String path,
    Map<String, String> headers,
    String subject,
    Optional<Upload> body) {

  RegistryRequest {
    headers = Map.copyOf(headers);
  }

  static RegistryRequest get(String registry, String repository, String path, String subject) {
    return new RegistryRequest(
        "GET", registry, repository, path, Map.of(), subject, Optional.empty());
  }

  RegistryRequest withHeader(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new RegistryRequest(method, registry, repository, path, all, subject, body);
  }

  RegistryRequest withMethod(String other) {
    return new RegistryRequest(other, registry, repository, path, headers, subject, body);
  }

  RegistryRequest withPath(String other) {
    return new RegistryRequest(method, registry, repository, other, headers, subject, body);
  }

  RegistryRequest withBody(Upload upload) {
    return new RegistryRequest(
        method, registry, repository, path, headers, subject, Optional.of(upload));
  }

  /** What a token has to allow. */
  String scope() {
    if (repository.isEmpty()) {
      return "registry:catalog:*";
    }
    boolean isChange = method.equals("POST") || method.equals("PUT");
    return "repository:" + repository + (isChange ? ":pull,push" : ":pull");
  }
}
