package dev.imageaudit.registry;

import java.net.URI;

/**
 * Where a registry answers.
 *
 * @param authority {@code host[:port]}
 * @param verified whether its certificate must be trusted
 */
record Endpoint(String scheme, String authority, boolean verified) {
  /** The URL of {@code path}, which begins with a slash. */
  URI resolve(String path) {
    return URI.create(scheme + "://" + authority + path);
  }
}
