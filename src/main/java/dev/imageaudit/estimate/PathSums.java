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

  private final long leastBytes;

  /**
   * Sums of an image.
   *
   * @param totalBytes the uncompressed bytes of all that will be added
   */
  PathSums(long totalBytes) {
    this.leastBytes = totalBytes / MAX_PARTS;
  }

  void add(String account, String path, Bytes bytes) {
    int end = 0;
    int depth = path.equals("/") ? 0 : 1;
    for (int slash = path.indexOf('/', 1); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (depth == MAX_DEPTH) {
        end = slash;
        break;
      }
      depth++;
    }
    String place = end == 0 ? path : path.substring(0, end);
    levels(account).get(depth).merge(place, bytes, Bytes::plus);
  }

  /** The same for what nothing lies below: mostly it is too small for a part of its own. */
  void addLeaf(String account, String path, Bytes bytes) {
    add(account, bytes.uncompressedBytes() > leastBytes ? path : Paths.parent(path), bytes);
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
                if (bytes.uncompressedBytes() > leastBytes) {
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
}
