package dev.imageaudit.detect;

import java.util.List;
import java.util.Optional;

/**
 * A package of a Node project, by what the project's lock file says.
 *
 * @param key by which others name it in {@code needs}
 * @param directory where it is installed
 * @param isDirect whether the project's manifest asks for it for development
 * @param needs the keys of what it depends on, in order
 */
record NodeModule(
    String key,
    String name,
    Optional<String> version,
    String directory,
    boolean isDirect,
    List<String> needs) {
  NodeModule {
    needs = List.copyOf(needs);
  }
}
