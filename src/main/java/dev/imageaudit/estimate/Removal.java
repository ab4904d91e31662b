package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.Collections;
import java.util.IdentityHashMap;
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
    IdentityHashMap<FileEntry, Boolean> allNamesGo = new IdentityHashMap<>();
    Removal removal = new Removal();
    for (RootFile file : root.files()) {
      boolean nameGoes = goes.test(file.path());
      allNamesGo.merge(file.inode(), nameGoes, Boolean::logicalAnd);
      if (nameGoes && file.isHardLink()) {
        removal.entries.add(file.entry());
      }
    }
    allNamesGo.forEach(
        (inode, gone) -> {
          if (gone) {
            removal.entries.add(inode);
          }
        });
    return removal;
  }

  /** Whether content and header of {@code entry}, by identity, go. */
  boolean contains(FileEntry entry) {
    return entries.contains(entry);
  }
}
