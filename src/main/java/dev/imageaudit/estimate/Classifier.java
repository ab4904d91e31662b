package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.packages.InstalledPackage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says to which account a file belongs that is no residue. */
final class Classifier {
  private static final List<String> SYSTEM_STATE =
      List.of(
          "/etc",
          "/var/lib/dpkg",
          "/var/lib/apt",
          "/lib/apk",
          "/usr/lib/apk",
          "/var/lib/rpm",
          "/usr/lib/sysimage",
          "/var/lib/dnf",
          "/var/lib/yum",
          "/var/log");
  private static final List<String> INSTALLED =
      List.of("/usr", "/lib", "/lib64", "/bin", "/sbin", "/opt");

  private final Subject subject;

  /** Empty where no application works in a directory of its own. */
  private final Optional<String> workingDirectory;

  /** Of each layer. */
  private final List<Boolean> isCopiedIn;

  Classifier(Subject subject) {
    this.subject = subject;
    this.workingDirectory =
        Optional.of(subject.config().workingDir())
            .filter(directory -> directory.startsWith("/"))
            .flatMap(Paths::normalise)
            .filter(directory -> !directory.equals("/") && !directory.equals("/usr"));
    this.isCopiedIn =
        subject.instructions().stream().map(i -> isCopy(i.orElse(""), subject)).toList();
  }

  /**
   * The base image's and the system's essential packages are the base system; other packages and
   * what instructions have installed beside them the runtime; what was copied in, and where the
   * container works, the application.
   */
  String account(RootFile file) {
    if (file.layer() < subject.baseLayers()) {
      return Bookkeeper.BASE_SYSTEM;
    }
    Optional<InstalledPackage> owner = subject.packages().owner(file.path());
    if (owner.isPresent()) {
      return owner.get().essential() ? Bookkeeper.BASE_SYSTEM : Bookkeeper.RUNTIME;
    }
    if (isProgram(file)
        || workingDirectory.filter(d -> Paths.isWithin(file.path(), d)).isPresent()
        || isCopiedIn.get(file.layer())) {
      return Bookkeeper.APPLICATION;
    }
    if (isWithinAny(file.path(), SYSTEM_STATE)) {
      return Bookkeeper.BASE_SYSTEM;
    }
    if (subject.closure().needs(file.path()) || isWithinAny(file.path(), INSTALLED)) {
      return Bookkeeper.RUNTIME;
    }
    return Bookkeeper.UNCLASSIFIED;
  }

  private boolean isProgram(RootFile file) {
    return subject.closure().starts(file.path());
  }

  private static boolean isCopy(String instruction, Subject subject) {
    String written = instruction.toUpperCase(Locale.ROOT);
    return written.startsWith("COPY ") || (written.startsWith("ADD ") && subject.baseLayers() > 0);
  }

  private static boolean isWithinAny(String path, List<String> directories) {
    return directories.stream().anyMatch(d -> Paths.isWithin(path, d));
  }
}
