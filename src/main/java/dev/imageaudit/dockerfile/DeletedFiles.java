package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Configuration and pages of packages that the original deletes once they are installed. */
final class DeletedFiles {
  private static final PathPattern PLACES =
      PathPattern.of("/{etc,var/www,usr/share/nginx,usr/share/apache2}/**");
  private static final Pattern WRITABLE = Pattern.compile("/[A-Za-z0-9_./*-]+");

  private DeletedFiles() {}

  /** Their paths as {@code rm} takes them, sorted; only where a package made their directory. */
  static List<String> of(Subject subject) {
    TreeSet<String> deleted = new TreeSet<>();
    for (String path : InstalledFiles.of(subject).deleted(subject)) {
      boolean isOfPackage =
          PLACES.matches(path)
              && WRITABLE.matcher(path).matches()
              && subject.packages().owner(Paths.parent(path)).isPresent();
      if (isOfPackage && (path.contains("*") || subject.root().find(path).isEmpty())) {
        deleted.add(path);
      }
    }
    return List.copyOf(deleted);
  }
}
