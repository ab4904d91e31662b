package dev.imageaudit.dockerfile;

import dev.imageaudit.dockerfile.StageFiles.Root;
import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.List;
import java.util.regex.Pattern;

/** Copied libraries, which glibc's linker finds in its cache alone. */
final class SharedLibraries {
  private static final Pattern LIBRARY = Pattern.compile("[^/]+\\.so(?:\\.[0-9]+)*");
  private static final Pattern DEFAULT =
      Pattern.compile("/usr/local/lib(?:/[a-z0-9_]+-linux-[a-z]+)?");
  private static final PathPattern CONFIGURATION = PathPattern.of("/etc/ld.so.conf.d/*.conf");

  private SharedLibraries() {}

  /** Writes the step that has the linker know those of {@code roots}, where it needs one. */
  static void write(List<Root> roots, Subject subject, DockerfileText file) {
    boolean isNeeded =
        subject.root().resolve("/sbin/ldconfig").isPresent()
            && roots.stream().anyMatch(root -> holdsLibrary(root, subject));
    if (isNeeded) {
      file.comment("The linker finds the copied libraries in its cache.");
      file.run(List.of("/bin/sh", "-c"), "ldconfig", List.of());
    }
  }

  private static boolean holdsLibrary(Root root, Subject subject) {
    return switch (root.form()) {
      case FILE, LINK -> isLibrary(root.path(), subject);
      case DIRECTORY ->
          subject.root().below(root.path()).stream()
              .map(RootFile::path)
              .anyMatch(path -> isLibrary(path, subject));
      case EMPTY_DIRECTORY, OWN_DIRECTORY -> false;
    };
  }

  private static boolean isLibrary(String path, Subject subject) {
    return LIBRARY.matcher(Paths.name(path)).matches() && isSearched(Paths.parent(path), subject);
  }

  private static boolean isSearched(String directory, Subject subject) {
    return DEFAULT.matcher(directory).matches()
        || subject.root().matching("/", CONFIGURATION).stream()
            .map(configured -> subject.root().text(configured.path()).orElse(""))
            .anyMatch(text -> List.of(text.split("\\s+", -1)).contains(directory));
  }
}
