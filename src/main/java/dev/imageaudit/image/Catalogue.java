package dev.imageaudit.image;

import java.util.List;

/**
 * What a registry lists; safe for use by several threads.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI
 *     distribution spec, content discovery</a>
 */
public interface Catalogue {
  /**
   * The repositories of {@code registry} ({@code host[:port]}), sorted.
   *
   * @throws ImageException where the registry has no catalogue or does not show it
   */
  List<String> repositories(String registry) throws ImageException;

  /**
   * The tags of one repository, sorted; maybe none.
   *
   * @throws ImageException where there is no such repository, or its tags are not shown
   */
  List<String> tags(String registry, String repository) throws ImageException;
}
