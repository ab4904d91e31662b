package dev.imageaudit.audit;

import dev.imageaudit.audit.Explanation.Amount;
import dev.imageaudit.audit.Explanation.Part;
import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.estimate.Residue;
import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.HiddenFile;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.packages.ApplicationPackage;
import dev.imageaudit.packages.PackageFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Explains the paths of one image. */
public final class Explainer {
  private static final int MAX_PARTS = 20;
  private static final Amount NOTHING = new Amount(0, 0);

  private final Subject subject;

  /** The application's packages, by the files that they claim. */
  private final Map<String, ApplicationPackage> claims = new HashMap<>();

  public Explainer(Subject subject) {
    this.subject = subject;
    for (ApplicationPackage installed : subject.packages().applications()) {
      claims.putIfAbsent(installed.path(), installed);
      installed.files().forEach(path -> claims.putIfAbsent(path, installed));
    }
  }

  /**
   * Explains {@code path}: a file; a directory, with all in it; or a pattern as {@link PathPattern}
   * has them.
   *
   * @throws IllegalArgumentException where {@code path} is no absolute path
   */
  public Explanation explain(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path in an image starts with /: " + path);
    }
    if (path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('{') >= 0) {
      return explainPattern(path);
    }
    String normal =
        Paths.normalise(path)
            .orElseThrow(() -> new IllegalArgumentException("it leads above the root: " + path));
    if (normal.equals("/")) {
      return tree(normal, subject.root().files(), Optional.empty());
    }
    Optional<RootFile> file = find(normal);
    if (file.isEmpty()) {
      return explainAbsent(normal);
    }
    return file.get().type() == FileType.DIRECTORY
        ? tree(
            file.get().path(), subject.root().below(file.get().path()), Optional.of(of(file.get())))
        : of(file.get());
  }

  /** The name itself, its parents' links followed. */
  private Optional<RootFile> find(String path) {
    return subject
        .root()
        .find(path)
        .or(
            () ->
                subject
                    .root()
                    .resolve(Paths.parent(path))
                    .flatMap(
                        parent ->
                            subject.root().find(Paths.child(parent.path(), Paths.name(path)))));
  }

  private Explanation.OfFile of(RootFile file) {
    String path = file.path();
    return new Explanation.OfFile(
        file,
        subject.closure().steps(path),
        subject.instructions().get(file.layer()),
        file.layer() < subject.baseLayers(),
        owner(path),
        subject.residues().stream()
            .filter(residue -> residue.finding().paths().contains(path))
            .map(Explainer::named)
            .distinct()
            .toList());
  }

  /** The distribution's package that owns it, else the application's that claims it. */
  private Optional<String> owner(String path) {
    return subject
        .packages()
        .owner(path)
        .map(owner -> titled(owner.format(), owner))
        .or(() -> Optional.ofNullable(claims.get(path)).map(c -> titled(c.format(), c)));
  }

  private static String titled(PackageFormat format, Object installed) {
    return format.type() + " " + installed;
  }

  private static String named(Residue residue) {
    return "%s (%s): %s"
        .formatted(residue.finding().name(), residue.finding().kind().code(), residue.reason());
  }

  private Explanation explainPattern(String text) {
    PathPattern pattern = PathPattern.of(text);
    List<RootFile> matching =
        subject.root().files().stream().filter(f -> pattern.matches(f.path())).toList();
    if (matching.isEmpty()) {
      return explainAbsent(text);
    }
    return matching.size() == 1 && matching.get(0).type() != FileType.DIRECTORY
        ? of(matching.get(0))
        : tree(text, matching, Optional.empty());
  }

  private Explanation tree(
      String path, Collection<RootFile> files, Optional<Explanation.OfFile> itself) {
    RuntimeClosure closure = subject.closure();
    Amount whole = NOTHING;
    Amount needed = NOTHING;
    Map<String, Part> parts = new TreeMap<>();
    for (RootFile file : files) {
      if (file.type() == FileType.DIRECTORY) {
        continue;
      }
      boolean isNeeded = closure.needs(file.path());
      whole = whole.plus(file);
      needed = isNeeded ? needed.plus(file) : needed;
      String child = child(path, file.path());
      Part part = parts.getOrDefault(child, new Part(child, NOTHING, NOTHING));
      parts.put(
          child,
          new Part(
              child, part.whole().plus(file), isNeeded ? part.needed().plus(file) : part.needed()));
    }
    List<Part> largest =
        parts.values().stream()
            .sorted(Comparator.comparing((Part p) -> -p.whole().bytes()).thenComparing(Part::path))
            .limit(MAX_PARTS)
            .toList();
    return new Explanation.OfTree(path, whole, needed, largest, itself);
  }

  /** Which of what lies directly in {@code directory}; of a pattern's matches, each itself. */
  private static String child(String directory, String path) {
    int start = directory.equals("/") ? 1 : directory.length() + 1;
    if (!Paths.isWithin(path, directory) || path.length() <= start) {
      return path;
    }
    int slash = path.indexOf('/', start);
    return slash < 0 ? path : path.substring(0, slash);
  }

  private Explanation explainAbsent(String path) {
    List<HiddenFile> hidden = new ArrayList<>(subject.root().hidden());
    for (int i = hidden.size() - 1; i >= 0; i--) {
      HiddenFile file = hidden.get(i);
      if (file.path().equals(path)) {
        return new Explanation.OfHidden(
            file,
            subject.instructions().get(file.layer()),
            subject.instructions().get(file.hiddenBy()));
      }
    }
    String nearest = Paths.parent(path);
    while (!nearest.equals("/") && find(nearest).isEmpty()) {
      nearest = Paths.parent(nearest);
    }
    return new Explanation.OfNothing(path, nearest);
  }
}
