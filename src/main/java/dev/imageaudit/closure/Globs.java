package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.List;

/** File name patterns as shells know them. */
final class Globs {
  private static final int MAX_DIRECTORIES = 1000;

  private Globs() {}

  static boolean isGlob(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
  }

  /** What the absolute pattern {@code glob} stands for, sorted; links are not followed. */
  static List<RootFile> files(RootFilesystem root, String glob) {
    List<String> directories = List.of("/");
    List<RootFile> files = List.of();
    for (String component : glob.split("/+", -1)) {
      if (!component.isEmpty()) {
        files = children(root, directories, component);
        directories = files.stream().limit(MAX_DIRECTORIES).map(RootFile::path).toList();
      }
    }
    return files;
  }

  private static List<RootFile> children(
      RootFilesystem root, List<String> directories, String component) {
    List<RootFile> found = new ArrayList<>();
    for (String directory : directories) {
      String real =
          directory.equals("/")
              ? directory
              : root.resolve(directory).map(RootFile::path).orElse(directory);
      if (isGlob(component)) {
        root.children(real).stream()
            .filter(child -> matches(component, Paths.name(child.path())))
            .forEach(found::add);
      } else {
        root.find(Paths.child(real, component)).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Whether {@code glob} matches the path component {@code name}; takes time as long as both. */
  static boolean matches(String glob, String name) {
    int g = 0;
    int n = 0;
    int starAt = -1;
    int resumeAt = 0;
    while (n < name.length()) {
      int next = g < glob.length() ? endOfMatch(glob, g, name.charAt(n)) : -1;
      if (g < glob.length() && glob.charAt(g) == '*') {
        starAt = g++;
        resumeAt = n;
      } else if (next > 0) {
        g = next;
        n++;
      } else if (starAt >= 0) {
        g = starAt + 1;
        n = ++resumeAt;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }

  /** Where the glob goes on after {@code c}; -1 where {@code c} does not match at {@code at}. */
  private static int endOfMatch(String glob, int at, char c) {
    char first = glob.charAt(at);
    int close = first == '[' ? glob.indexOf(']', at + 2) : -1;
    if (close > 0) {
      boolean isNegated = "!^".indexOf(glob.charAt(at + 1)) >= 0;
      return isInSet(glob, at + (isNegated ? 2 : 1), close, c) != isNegated ? close + 1 : -1;
    }
    return first == '?' || first == c ? at + 1 : -1;
  }

  private static boolean isInSet(String glob, int from, int to, char c) {
    for (int i = from; i < to; i++) {
      boolean isRange = i + 2 < to && glob.charAt(i + 1) == '-';
      if (isRange ? c >= glob.charAt(i) && c <= glob.charAt(i + 2) : c == glob.charAt(i)) {
        return true;
      }
      i += isRange ? 2 : 0;
    }
    return false;
  }
}
