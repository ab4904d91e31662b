package dev.imageaudit.estimate;

import dev.imageaudit.estimate.Breakdown.PathPart;
import dev.imageaudit.filesystem.Paths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums of bytes by account and path. What is too small for a part of its own is added to the
 * directory above, so that no byte is lost and the parts stay few.
 */
final class PathSums {
  private static final int MAX_PARTS = 200;
  private static final int MAX_DEPTH = 12;

  /** By account, then by depth of the path, then by path. */
  private final Map<String, List<Map<String, Bytes>>> sums = new TreeMap<>();

  private long total;

  void add(String account, String path, Bytes bytes) {
    if (bytes.equals(Bytes.ZERO)) {
      return;
    }
    total += bytes.uncompressedBytes();
    String place = clipped(path);
    levels(account).get(depth(place)).merge(place, bytes, Bytes::plus);
  }

  private List<Map<String, Bytes>> levels(String account) {
    return sums.computeIfAbsent(
        account,
        absent -> {
          List<Map<String, Bytes>> levels = new ArrayList<>();
          for (int depth = 0; depth <= MAX_DEPTH; depth++) {
            levels.add(new HashMap<>());
          }
          return levels;
        });
  }

  /** The parts, by account and path. */
  List<PathPart> parts() {
    List<PathPart> parts = new ArrayList<>();
    sums.forEach((account, levels) -> addParts(account, levels, parts));
    parts.sort(Comparator.comparing(PathPart::account).thenComparing(PathPart::path));
    return parts;
  }

  private void addParts(String account, List<Map<String, Bytes>> levels, List<PathPart> parts) {
    for (int depth = MAX_DEPTH; depth > 0; depth--) {
      Map<String, Bytes> above = levels.get(depth - 1);
      levels
          .get(depth)
          .forEach(
              (path, bytes) -> {
                if (bytes.uncompressedBytes() > total / MAX_PARTS) {
                  parts.add(part(account, path, bytes));
                } else {
                  above.merge(Paths.parent(path), bytes, Bytes::plus);
                }
              });
      levels.get(depth).clear();
    }
    levels.get(0).forEach((path, bytes) -> parts.add(part(account, path, bytes)));
    levels.get(0).clear();
  }

  private static PathPart part(String account, String path, Bytes bytes) {
    return new PathPart(account, path, bytes.uncompressedBytes(), bytes.compressedBytes());
  }

  private static int depth(String path) {
    return path.equals("/") ? 0 : (int) path.chars().filter(c -> c == '/').count();
  }

  private static String clipped(String path) {
    int end = 0;
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      end = path.indexOf('/', end + 1);
      if (end < 0) {
        return path;
      }
    }
    return path.substring(0, end);
  }
}
