package dev.imageaudit.detect;

import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What lies below a directory, by patterns that are relative to it. */
final class Extent {
  private Extent() {}

  /** How many characters of {@code path} make it a pattern. */
  static long wildcards(String path) {
    return path.chars().filter(c -> "*?{".indexOf(c) >= 0).count();
  }

  private static int firstWildcard(String path) {
    int at = 0;
    while (at < path.length() && "*?{".indexOf(path.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /** The files of {@code root} below {@code directory} that {@code pattern} matches, sorted. */
  static Collection<RootFile> matching(RootFilesystem root, String directory, PathPattern pattern) {
    String text = pattern.toString();
    String literal = text.substring(0, firstWildcard(text));
    String prefix = directory.equals("/") ? "" : directory;
    if (literal.length() == text.length()) {
      return root.find(prefix + text).map(List::of).orElse(List.of());
    }
    // A wildcard that follows "/bin/" stands for what lies in "/bin".
    String start = prefix + Paths.parent(literal + "x");
    start =
        start.length() > 1 && start.endsWith("/") ? start.substring(0, start.length() - 1) : start;
    List<RootFile> matching = new ArrayList<>();
    root.find(start).filter(f -> matches(pattern, f, directory)).ifPresent(matching::add);
    for (RootFile file : candidates(root, start, text.substring(literal.length()))) {
      if (matches(pattern, file, directory)) {
        matching.add(file);
      }
    }
    return matching;
  }

  /** No more than a pattern can match: without a slash in its rest only children. */
  private static Collection<RootFile> candidates(
      RootFilesystem root, String directory, String rest) {
    return rest.contains("/") || rest.contains("**")
        ? root.below(directory)
        : root.children(directory);
  }

  /** Whether {@code pattern}, which is relative to {@code directory}, matches {@code file}. */
  static boolean matches(PathPattern pattern, RootFile file, String directory) {
    return pattern.matches(relative(file, directory));
  }

  /** The path of {@code file} as if {@code directory}, in which it lies, were the root. */
  static String relative(RootFile file, String directory) {
    int prefix = directory.equals("/") ? 0 : directory.length();
    String relative = file.path().substring(prefix);
    return relative.isEmpty() ? "/" : relative;
  }
}
