package dev.imageaudit.detect;

import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An installed Python distribution.
 *
 * @param name normalised
 * @param directory its {@code .dist-info}
 * @see <a
 *     href="https://packaging.python.org/en/latest/specifications/recording-installed-packages/">
 *     Python packaging, recording installed projects</a>
 */
record PythonDistribution(String name, String version, String directory) {
  private static final Pattern REQUIREMENT =
      Pattern.compile("Requires-Dist:\\s*([A-Za-z0-9][A-Za-z0-9._-]*)(.*)");
  private static final Pattern DIRECTORY = Pattern.compile("(.+?)-([^-]+)\\.dist-info");

  /** Those in {@code root}, sorted by path. */
  static List<PythonDistribution> in(RootFilesystem root) {
    List<PythonDistribution> found = new ArrayList<>();
    for (RootFile file : root.files()) {
      if (file.path().endsWith(".dist-info/RECORD")) {
        String directory = Paths.parent(file.path());
        Matcher named = DIRECTORY.matcher(Paths.name(directory));
        if (named.matches()) {
          String name = PythonLock.normalised(named.group(1));
          found.add(new PythonDistribution(name, named.group(2), directory));
        }
      }
    }
    return found;
  }

  /** Where it says what its files are. */
  String record() {
    return Paths.child(directory, "RECORD");
  }

  /** The names, normalised, of what it needs whatever extras are asked for. */
  Set<String> needs(RootFilesystem root) {
    Optional<Content> metadata =
        root.find(Paths.child(directory, "METADATA")).flatMap(f -> f.inode().content());
    return metadata
        .map(Content::utf8)
        .orElse("")
        .lines()
        .takeWhile(line -> !line.isEmpty())
        .map(REQUIREMENT::matcher)
        .filter(Matcher::lookingAt)
        .filter(need -> !need.group(2).contains("extra"))
        .map(need -> PythonLock.normalised(need.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Its files, as its own record lists them, with the directories that hold them. */
  List<String> files(RootFilesystem root) {
    String site = Paths.parent(directory);
    String prefix = Paths.parent(Paths.parent(Paths.parent(site)));
    Set<String> files = new TreeSet<>();
    Optional<Content> record = root.find(record()).flatMap(f -> f.inode().content());
    for (String line : record.map(Content::utf8).orElse("").split("\n", -1)) {
      String path = line.substring(0, Math.max(0, line.indexOf(','))).replace("\"", "");
      Paths.normalise(site + "/" + path)
          .filter(p -> Paths.isWithin(p, prefix))
          .filter(p -> isFile(root, p))
          .or(() -> script(root, site, path))
          .ifPresent(p -> add(p, site, files));
    }
    return List.copyOf(files);
  }

  /** What "pip --target" has put elsewhere than it says. */
  private static Optional<String> script(RootFilesystem root, String site, String path) {
    return Optional.of(Paths.child(site, "bin/" + Paths.name(path)))
        .filter(p -> path.startsWith("../../bin/") && isFile(root, p));
  }

  private static boolean isFile(RootFilesystem root, String path) {
    return root.find(path).filter(RootFile::isRegular).isPresent();
  }

  /** Scripts lie elsewhere, in directories of others. */
  private static void add(String path, String site, Set<String> files) {
    files.add(path);
    String parent = Paths.parent(path);
    while (Paths.isWithin(parent, site) && !parent.equals(site) && files.add(parent)) {
      parent = Paths.parent(parent);
    }
  }
}
