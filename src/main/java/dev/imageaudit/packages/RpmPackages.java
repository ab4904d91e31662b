package dev.imageaudit.packages;

import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the headers of rpm's packages say.
 *
 * @see <a href="https://rpm-software-management.github.io/rpm/manual/tags.html">rpm, header
 *     tags</a>
 */
final class RpmPackages {
  private static final int NAME = 1000;
  private static final int VERSION = 1001;
  private static final int RELEASE = 1002;
  private static final int EPOCH = 1003;
  private static final int LICENSE = 1014;
  private static final int ARCHITECTURE = 1022;
  private static final int FILE_STATES = 1029;
  private static final int SOURCE = 1044;
  private static final int PROVIDES = 1047;
  private static final int REQUIRES = 1049;
  private static final int DIRECTORY_INDEXES = 1116;
  private static final int BASE_NAMES = 1117;
  private static final int DIRECTORY_NAMES = 1118;
  private static final int RECOMMENDS = 5046;

  /** A file that was left out, or that another package replaced, has another state. */
  private static final int STATE_NORMAL = 0;

  /** Rpm marks none; these hold the directories and accounts that all others build on. */
  private static final Set<String> ESSENTIAL = Set.of("filesystem", "setup", "basesystem");

  /** An entry for every key that rpm trusts. */
  private static final String KEY = "gpg-pubkey";

  private final RootFilesystem root;
  private final OwnedPaths paths;
  private final DnfReasons reasons;

  RpmPackages(RootFilesystem root) {
    this.root = root;
    this.paths = new OwnedPaths(root);
    this.reasons = new DnfReasons(root);
  }

  /** The package of {@code header}; empty where it is none. */
  Optional<InstalledPackage> installed(RpmHeader header) {
    String name = header.text(NAME).orElse("");
    if (name.isEmpty() || name.equals(KEY)) {
      return Optional.empty();
    }
    String architecture = header.text(ARCHITECTURE).orElse("");
    return Optional.of(
        new InstalledPackage(
            PackageFormat.RPM,
            name,
            version(header),
            architecture,
            header.text(SOURCE).map(RpmPackages::sourceName).filter(s -> !s.equals(name)),
            "",
            header.text(LICENSE).filter(text -> !text.isEmpty()),
            ESSENTIAL.contains(name),
            reasons.of(name, architecture),
            relations(header.texts(REQUIRES)),
            relations(header.texts(RECOMMENDS)),
            header.texts(PROVIDES).stream().distinct().toList(),
            files(header)));
  }

  private static String version(RpmHeader header) {
    OptionalLong epoch = header.integer(EPOCH);
    String version = header.text(VERSION).orElse("") + "-" + header.text(RELEASE).orElse("");
    return epoch.isPresent() ? epoch.getAsLong() + ":" + version : version;
  }

  /** {@code bash} of {@code bash-5.1.8-9.el9.src.rpm}. */
  private static String sourceName(String file) {
    int release = file.lastIndexOf('-');
    int version = file.lastIndexOf('-', release - 1);
    return version > 0 ? file.substring(0, version) : file;
  }

  private List<List<String>> relations(List<String> texts) {
    return texts.stream()
        .distinct()
        .map(RpmRelation::names)
        .map(names -> names.stream().map(this::located).toList())
        .filter(names -> !names.isEmpty())
        .toList();
  }

  /** A package may need a file, {@code /bin/sh}, of whatever package. */
  private String located(String name) {
    return name.startsWith("/") ? paths.locate(name).orElse(name) : name;
  }

  /** Those of its files that are there: a header may list millions. */
  private List<String> files(RpmHeader header) {
    List<Optional<String>> directories =
        header.texts(DIRECTORY_NAMES).stream().map(paths::locateDirectory).toList();
    List<String> names = header.texts(BASE_NAMES);
    int[] indexes = header.integers(DIRECTORY_INDEXES);
    int[] states = header.integers(FILE_STATES);
    List<String> files = new ArrayList<>();
    for (int i = 0; i < Math.min(names.size(), indexes.length); i++) {
      boolean isThere = i >= states.length || states[i] == STATE_NORMAL;
      if (isThere && indexes[i] >= 0 && indexes[i] < directories.size()) {
        String name = names.get(i);
        directories
            .get(indexes[i])
            .flatMap(directory -> root.find(Paths.child(directory, name)))
            .map(RootFile::path)
            .ifPresent(files::add);
      }
    }
    return files;
  }
}
