package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.RootFile;
import java.util.List;
import java.util.Optional;

/** Files that a package manager makes when it installs, and makes again in the last stage. */
final class InstalledFiles {
  private static final PathPattern MADE =
      PathPattern.of(
          "/{etc/ld.so.cache,etc/alternatives/**,etc/fonts/**,etc/ssl/certs/java/**,etc/python3*/**"
              + ",usr/lib/python3*/**/__pycache__/**,usr/share/python3/**,var/lib/**,var/cache/**}");

  private InstalledFiles() {}

  /** Whether {@code file}, which no package owns, came with packages. */
  static boolean isOne(RootFile file, Subject subject) {
    return MADE.matches(file.path())
        || file.inode().linkTarget().startsWith("/etc/alternatives/")
        || onlyInstalls(subject.instructions().get(file.layer()));
  }

  private static boolean onlyInstalls(Optional<String> instruction) {
    List<String> parts =
        instruction
            .filter(text -> text.startsWith("RUN "))
            .flatMap(text -> ShellCommand.parts(text.substring(4)))
            .orElse(List.of());
    boolean installs = parts.stream().anyMatch(AptInstall::isOne);
    return installs
        && parts.stream()
            .allMatch(
                part ->
                    AptInstall.isOne(part)
                        || part.matches("apt(?:-get)? .*|rm -rf? /var/.*|set -[a-z]+"));
  }
}
