package dev.imageaudit.packages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which packages' files lie elsewhere than their lists say, since another package took the name.
 *
 * @see <a href="https://manpages.debian.org/bookworm/dpkg/dpkg-divert.1.en.html">dpkg-divert(1)</a>
 */
final class Diversions {
  private record Diversion(String divertedTo, String by) {}

  private final Map<String, Diversion> diversions = new HashMap<>();

  /** Reads triples of lines: the path, where it is diverted to, the package that diverts. */
  Diversions(String text) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i + 2 < lines.size(); i += 3) {
      diversions.put(lines.get(i), new Diversion(lines.get(i + 1), lines.get(i + 2)));
    }
  }

  /** Where the file that {@code packageName} lists as {@code path} lies. */
  String locate(String path, String packageName) {
    Diversion diversion = diversions.get(path);
    return diversion == null || diversion.by().equals(packageName) ? path : diversion.divertedTo();
  }
}
