package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files that a package manager makes when it installs, and makes again in the last stage; and files
 * of packages that a later command has written anew.
 */
final class InstalledFiles {
  private static final PathPattern MADE =
      PathPattern.of(
          "/{etc/alternatives/**,etc/fonts/**,etc/ssl/certs/java/**,etc/python3*/**"
              + ",usr/lib/python3*/**/__pycache__/**,usr/share/python3/**,usr/share/mime/**,var/lib/**,var/cache/**}");

  /** Where scripts of packages write. */
  private static final PathPattern SYSTEM =
      PathPattern.of(
          "/{etc,run,usr/lib,usr/share,usr/lib64,usr/local/lib/python3*,var/log,var/run,var/spool,var/mail}/**");

  private static final PathPattern REGISTERS =
      PathPattern.of(
          "/etc/{ld.so.cache,passwd,group,shadow,gshadow,subuid,subgid,passwd-,group-,shadow-,gshadow-"
              + ",subuid-,subgid-}");

  private static final Pattern INSTALLS =
      Pattern.compile(
          "(?s).*\\b(?:apt|apt-get|apk|dnf|microdnf|yum|zypper|dpkg|rpm|tdnf|emerge|pacman)\\b.*");

  private final List<Step> steps = new ArrayList<>();

  /**
   * What made a layer.
   *
   * @param installs whether a package manager may have
   * @param written what commands beside the package manager's write; empty where nobody knows
   */
  private record Step(boolean installs, Optional<WrittenPaths> written) {}

  private InstalledFiles(Subject subject) {
    for (Optional<String> instruction : subject.instructions()) {
      steps.add(step(instruction));
    }
  }

  static InstalledFiles of(Subject subject) {
    return new InstalledFiles(subject);
  }

  private static Step step(Optional<String> instruction) {
    if (instruction.isEmpty()) {
      return new Step(true, Optional.empty());
    }
    String text = instruction.get();
    Optional<List<String>> parts =
        Optional.of(text)
            .filter(t -> t.startsWith("RUN "))
            .flatMap(t -> ShellCommand.parts(t.substring(4)));
    boolean installs = text.startsWith("RUN ") && INSTALLS.matcher(text).matches();
    return new Step(installs, parts.flatMap(WrittenPaths::of));
  }

  private Step step(int layer) {
    return layer < steps.size() ? steps.get(layer) : new Step(true, Optional.empty());
  }

  /** Whether {@code file}, which no package owns, came with packages. */
  boolean isOne(RootFile file) {
    String path = file.path();
    Step step = step(file.layer());
    boolean isLog = file.isRegular() && Paths.isWithin(path, "/var/log");
    if (isLog
        || REGISTERS.matches(path)
        || file.inode().linkTarget().startsWith("/etc/alternatives/")) {
      return true;
    }
    boolean isNamed = step.written().filter(written -> written.touches(path)).isPresent();
    boolean isOthers = step.written().isEmpty();
    return step.installs()
        && (MADE.matches(path)
            ? step.written().filter(written -> written.edits(path)).isEmpty()
            : !isOthers && !isNamed && SYSTEM.matches(path));
  }

  /** The files of packages whose content a command has changed that names them. */
  Set<String> edited(Subject subject) {
    Set<String> edited = new HashSet<>();
    for (RootFile file : subject.root().files()) {
      boolean isEdited =
          file.isRegular()
              && file.layer() >= subject.baseLayers()
              && step(file.layer()).written().filter(w -> w.edits(file.path())).isPresent();
      if (isEdited && subject.packages().owner(file.path()).isPresent()) {
        edited.add(file.path());
      }
    }
    return edited;
  }

  /** What commands delete for good, as they are written. */
  Set<String> deleted(Subject subject) {
    Set<String> deleted = new HashSet<>();
    for (int i = subject.baseLayers(); i < steps.size(); i++) {
      steps.get(i).written().ifPresent(written -> deleted.addAll(written.deleted()));
    }
    return deleted;
  }
}
