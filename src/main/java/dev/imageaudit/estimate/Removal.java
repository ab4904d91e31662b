package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What goes when some paths of a root filesystem go: a name goes with its path, a content with the
 * last of its names.
 */
final class Removal {
  private final Set<FileEntry> entries = Collections.newSetFromMap(new IdentityHashMap<>());

  private Removal() {}

  /** What goes when every path goes that {@code goes} names. */
  static Removal of(RootFilesystem root, Predicate<String> goes) {
    Removal removal = new Removal();
    List<FileEntry> stay = new ArrayList<>();
    for (RootFile file : root.files()) {
      if (goes.test(file.path())) {
        removal.entries.add(file.entry());
        removal.entries.add(file.inode());
      } else if (root.hasFurtherNames(file.inode())) {
        stay.add(file.inode());
      }
    }
    stay.forEach(removal.entries::remove);
    return removal;
  }

  /** Whether content and header of {@code entry}, by identity, go. */
  boolean contains(FileEntry entry) {
    return entries.contains(entry);
  }
}
