package dev.imageaudit.filesystem;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A root filesystem in the making: applies one layer after the other as container runtimes do.
 *
 * <p>A layer's whiteouts are applied before its entries, wherever they stand in its stream, for
 * they hide lower layers only.
 */
final class LayerStack {
  private final NavigableMap<String, RootFile> files = new TreeMap<>();
  private final IdentityHashMap<FileEntry, Inode> inodes = new IdentityHashMap<>();
  private final List<HiddenFile> hidden = new ArrayList<>();
  private int layer = -1;

  /** The directory that was located last, for most entries lie beside the one before. */
  private String lastParent = "/";

  private Optional<String> lastRealParent = Optional.of("/");

  /** How many names an entry's content has; by identity, for entries may be equal. */
  private static final class Inode {
    private final String path;
    private final int layer;
    private int names;

    private Inode(String path, int layer) {
      this.path = path;
      this.layer = layer;
    }
  }

  NavigableMap<String, RootFile> files() {
    return files;
  }

  List<HiddenFile> hidden() {
    return hidden;
  }

  void apply(LayerIndex index) {
    layer++;
    applyWhiteouts(index);
    for (FileEntry entry : index.entries()) {
      switch (entry.type()) {
        case WHITEOUT, OPAQUE_WHITEOUT, OTHER -> {}
        default -> add(entry);
      }
    }
  }

  private void applyWhiteouts(LayerIndex index) {
    Set<String> ownDirectories = new HashSet<>();
    for (FileEntry entry : index.entries()) {
      if (entry.type() == FileType.DIRECTORY) {
        ownDirectories.add(entry.path());
      }
    }
    for (FileEntry entry : index.entries()) {
      if (entry.type() == FileType.WHITEOUT) {
        locateLower(entry.path(), ownDirectories).ifPresent(this::delete);
      } else if (entry.type() == FileType.OPAQUE_WHITEOUT) {
        // As a whiteout of a child: the directory itself is a parent, so a link there is followed.
        locateLower(Paths.child(entry.path(), "*"), ownDirectories)
            .ifPresent(child -> removeBelow(Paths.parent(child), HiddenFile.Cause.DELETED));
      }
    }
  }

  /**
   * Where a whiteout's path lies in the layers below: a parent may be a link there, unless this
   * layer puts a directory of its own in its place.
   */
  private Optional<String> locateLower(String path, Set<String> ownDirectories) {
    String parent = Paths.parent(path);
    if (ownDirectories.contains(parent)) {
      RootFile lower = files.get(parent);
      if (lower != null && lower.type() == FileType.SYMLINK) {
        return Optional.empty();
      }
    }
    return locate(path);
  }

  private Optional<String> locate(String path) {
    String parent = Paths.parent(path);
    if (!parent.equals(lastParent)) {
      lastParent = parent;
      lastRealParent = Symlinks.realPath(files, parent, true);
    }
    return lastRealParent.map(real -> Paths.child(real, Paths.name(path)));
  }

  /** Where the last directory lies is known no longer where a link has come or gone. */
  private void forgetLinks(FileEntry inode) {
    if (inode.type() == FileType.SYMLINK) {
      lastParent = "";
    }
  }

  private void add(FileEntry entry) {
    if (entry.path().equals("/")) {
      return;
    }
    Optional<String> located = locate(entry.path());
    if (located.isEmpty()) {
      return;
    }
    String path = located.get();
    addParents(path);
    RootFile old = files.get(path);
    boolean isDirectory = entry.type() == FileType.DIRECTORY;
    if (old != null && isDirectory && old.type() == FileType.DIRECTORY) {
      inodes.remove(old.inode());
      put(path, entry, entry);
      return;
    }
    FileEntry inode = entry.type() == FileType.HARD_LINK ? target(entry) : entry;
    if (old != null) {
      if (isSame(old.inode(), inode)) {
        return;
      }
      removeBelow(path, HiddenFile.Cause.OVERWRITTEN);
      remove(
          old,
          entry.hasContentOf(old.inode())
              ? HiddenFile.Cause.COPIED_UP
              : HiddenFile.Cause.OVERWRITTEN);
    }
    put(path, entry, inode);
  }

  /** Archives may leave directories out; then nothing is known of them but that they are there. */
  private void addParents(String path) {
    String parent = Paths.parent(path);
    RootFile there = files.get(parent);
    if (parent.equals("/") || (there != null && there.type() == FileType.DIRECTORY)) {
      return;
    }
    addParents(parent);
    if (there != null) {
      remove(there, HiddenFile.Cause.OVERWRITTEN);
    }
    FileEntry implied = FileEntry.impliedDirectory(parent);
    put(parent, implied, implied);
  }

  @SuppressWarnings("ReferenceEquality") // equal entries of two layers are two files
  private static boolean isSame(FileEntry one, FileEntry other) {
    return one == other;
  }

  private FileEntry target(FileEntry link) {
    RootFile target = locate(link.linkTarget()).map(files::get).orElse(null);
    return target == null || target.type() == FileType.DIRECTORY ? link : target.inode();
  }

  private void put(String path, FileEntry entry, FileEntry inode) {
    files.put(path, new RootFile(path, layer, entry, inode));
    forgetLinks(inode);
    inodes.computeIfAbsent(inode, i -> new Inode(path, layer)).names++;
  }

  private void delete(String path) {
    removeBelow(path, HiddenFile.Cause.DELETED);
    RootFile file = files.get(path);
    if (file != null) {
      remove(file, HiddenFile.Cause.DELETED);
    }
  }

  private void removeBelow(String path, HiddenFile.Cause cause) {
    String first = Paths.child(path, "");
    String end = path.equals("/") ? "0" : path + "0";
    List.copyOf(files.subMap(first, true, end, false).values()).forEach(f -> remove(f, cause));
  }

  private void remove(RootFile file, HiddenFile.Cause cause) {
    files.remove(file.path());
    forgetLinks(file.inode());
    if (file.isHardLink()) {
      hidden.add(new HiddenFile(file.path(), file.layer(), file.entry(), layer, cause));
    }
    Inode inode = inodes.get(file.inode());
    if (inode != null && --inode.names == 0) {
      inodes.remove(file.inode());
      hidden.add(new HiddenFile(inode.path, inode.layer, file.inode(), layer, cause));
    }
  }
}
