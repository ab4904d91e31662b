package dev.imageaudit.filesystem;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Paths of a root filesystem: absolute, normal, separated by {@code /}; never the host's. */
public final class Paths {
  private Paths() {}

  /**
   * The absolute, normal form of a name in an archive.
   *
   * @return empty where {@code ..} leads above the root
   */
  public static Optional<String> normalise(String name) {
    Deque<String> components = new ArrayDeque<>();
    for (String component : name.split("/", -1)) {
      switch (component) {
        case "", "." -> {}
        case ".." -> {
          if (components.pollLast() == null) {
            return Optional.empty();
          }
        }
        default -> components.addLast(component);
      }
    }
    return Optional.of("/" + String.join("/", components));
  }

  /** The last component; empty for the root. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The directory that {@code path} lies in; the root's is the root. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** {@code name} in {@code directory}. */
  public static String child(String directory, String name) {
    return directory.equals("/") ? "/" + name : directory + "/" + name;
  }

  /** The absolute path that {@code word} means in {@code directory}; not yet normal. */
  public static String absolute(String word, String directory) {
    return word.startsWith("/") ? word : child(directory, word);
  }

  /** {@code path} as if {@code directory}, which it is or lies in, were the root. */
  public static String relative(String path, String directory) {
    String relative = directory.equals("/") ? path : path.substring(directory.length());
    return relative.isEmpty() ? "/" : relative;
  }

  /** Whether {@code path} is {@code directory} or lies anywhere below it. */
  public static boolean isWithin(String path, String directory) {
    return directory.equals("/")
        || path.equals(directory)
        || (path.startsWith(directory) && path.charAt(directory.length()) == '/');
  }
}
