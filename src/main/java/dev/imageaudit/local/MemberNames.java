package dev.imageaudit.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An archive's table of contents: its names in normal form, and where its links lead. {@code docker
 * save} writes a layer that it has written before as a link to it.
 */
final class MemberNames {
  private static final int MAX_LINKS = 8;
  private final Map<String, String> links = new HashMap<>();

  /** Remembers that {@code name} is a link; {@code target} is relative to the archive's root. */
  void link(String name, String target) {
    links.put(normal(name), target);
  }

  /** Remembers a symbolic link, whose {@code target} is relative to its directory. */
  void symbolicLink(String name, String target) {
    String directory = normal(name).replaceFirst("[^/]*$", "");
    link(name, target.startsWith("/") ? target : directory + target);
  }

  /** The member that {@code name} leads to; empty where links go in circles. */
  Optional<String> resolve(String name) {
    String at = normal(name);
    for (int hops = 0; hops < MAX_LINKS; hops++) {
      String target = links.get(at);
      if (target == null) {
        return Optional.of(at);
      }
      at = normal(target);
    }
    return Optional.empty();
  }

  /** Without {@code .}, {@code ..} and doubled slashes; {@code ..} never leads out. */
  static String normal(String name) {
    Deque<String> components = new ArrayDeque<>();
    for (String component : name.split("/", -1)) {
      if (component.equals("..")) {
        components.pollLast();
      } else if (!component.isEmpty() && !component.equals(".")) {
        components.addLast(component);
      }
    }
    return String.join("/", components);
  }
}
