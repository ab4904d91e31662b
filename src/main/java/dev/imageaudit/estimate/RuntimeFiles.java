package dev.imageaudit.estimate;

import dev.imageaudit.detect.Confidence;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The files that running needs: the closure without the residue that lies in its directories. */
final class RuntimeFiles {
  private RuntimeFiles() {}

  /** Those of {@code subject}, sorted by path. */
  static List<RootFile> of(Subject subject, Removable removable) {
    List<RootFile> files = new ArrayList<>();
    for (RootFile file : subject.root().files()) {
      if (subject.closure().needs(file.path()) && !removable.has(file.path(), Confidence.MEDIUM)) {
        files.add(file);
      }
    }
    Paths.normalise(subject.config().workingDir())
        .flatMap(subject.root()::resolve)
        .ifPresent(files::add);
    return files;
  }

  /** Those of {@code files} that {@code isNew}, and the directories on the way to them. */
  static List<RootFile> withParents(
      RootFilesystem root, List<RootFile> files, Predicate<RootFile> isNew) {
    Map<String, RootFile> all = new LinkedHashMap<>(2 * files.size());
    for (RootFile file : files) {
      if (isNew.test(file) && all.putIfAbsent(file.path(), file) == null) {
        addParents(root, file.path(), all);
      }
    }
    return all.values().stream().sorted(Comparator.comparing(RootFile::path)).toList();
  }

  private static void addParents(RootFilesystem root, String path, Map<String, RootFile> all) {
    for (String at = Paths.parent(path); !at.equals("/"); at = Paths.parent(at)) {
      if (root.find(at).map(file -> all.putIfAbsent(file.path(), file) != null).orElse(true)) {
        return;
      }
    }
  }
}
