package dev.imageaudit.filesystem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The layers of an image applied in order: what a container sees, and what it does not see although
 * it is pulled.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/layer.md">OCI image spec,
 *     applying changesets</a>
 */
public final class RootFilesystem {
  private final List<LayerIndex> layers;

  /** Sorted by path: to go through them all, or those below a directory, takes no search. */
  private final List<RootFile> files;

  private final Map<String, RootFile> byPath;
  private final List<HiddenFile> hidden;

  /** By identity: equal entries of two layers are two files. */
  private final Set<FileEntry> linked = Collections.newSetFromMap(new IdentityHashMap<>());

  private RootFilesystem(
      List<LayerIndex> layers, SortedMap<String, RootFile> files, List<HiddenFile> hidden) {
    this.layers = List.copyOf(layers);
    this.files = List.copyOf(files.values());
    this.byPath = new HashMap<>(files);
    this.hidden = List.copyOf(hidden);
    for (RootFile file : this.files) {
      if (file.isHardLink()) {
        linked.add(file.inode());
      }
    }
  }

  /** Applies {@code layers}, the base's first. */
  public static RootFilesystem of(List<LayerIndex> layers) {
    LayerStack stack = new LayerStack();
    layers.forEach(stack::apply);
    return new RootFilesystem(layers, stack.files(), stack.hidden());
  }

  /** The layers that it was made of, the base's first. */
  public List<LayerIndex> layers() {
    return layers;
  }

  /** Every name, sorted by path; directories and links included, the root itself left out. */
  public List<RootFile> files() {
    return files;
  }

  /** What lies below {@code directory}, at any depth, sorted by path. */
  public List<RootFile> below(String directory) {
    if (directory.equals("/")) {
      return files;
    }
    int from = first(directory + "/", 0);
    return files.subList(from, first(after(directory), from));
  }

  /**
   * The place of the first file from {@code from} on whose path does not sort before {@code path}.
   */
  private int first(String path, int from) {
    int low = from;
    int high = files.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (files.get(middle).path().compareTo(path) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** What lies directly in {@code directory}, sorted by path. */
  public List<RootFile> children(String directory) {
    List<RootFile> children = new ArrayList<>();
    String prefix = Paths.child(directory, "");
    int at = first(prefix, 0);
    while (at < files.size() && files.get(at).path().startsWith(prefix)) {
      String path = files.get(at).path();
      int slash = path.indexOf('/', prefix.length());
      if (slash < 0) {
        children.add(files.get(at));
        at++;
      } else {
        at = first(after(path.substring(0, slash)), at);
      }
    }
    return List.copyOf(children);
  }

  /**
   * What lies below {@code directory}, or is it, and has such a path as if {@code directory} were
   * the root; sorted by path.
   */
  public List<RootFile> matching(String directory, PathPattern pattern) {
    List<PathPattern.Alternative> alternatives = pattern.alternatives();
    if (alternatives.size() == 1) {
      return matching(directory, alternatives.get(0));
    }
    SortedMap<String, RootFile> matching = new TreeMap<>();
    for (PathPattern.Alternative alternative : alternatives) {
      matching(directory, alternative).forEach(file -> matching.put(file.path(), file));
    }
    return List.copyOf(matching.values());
  }

  private List<RootFile> matching(String directory, PathPattern.Alternative pattern) {
    String start =
        pattern.directory().equals("/")
            ? directory
            : Paths.child(directory, pattern.directory().substring(1));
    if (pattern.isLiteral()) {
      return find(start).map(List::of).orElse(List.of());
    }
    List<RootFile> matching = new ArrayList<>();
    find(start).filter(f -> matches(pattern, f, directory)).ifPresent(matching::add);
    for (RootFile file : pattern.isShallow() ? children(start) : below(start)) {
      if (matches(pattern, file, directory)) {
        matching.add(file);
      }
    }
    return matching;
  }

  private static boolean matches(PathPattern.Alternative pattern, RootFile file, String directory) {
    return pattern.matches(Paths.relative(file.path(), directory));
  }

  /** The first text that sorts behind all paths below {@code directory}. */
  private static String after(String directory) {
    return directory + (char) ('/' + 1);
  }

  /** The name itself, should it be a symbolic link; its parents are not followed. */
  public Optional<RootFile> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** What {@code path} leads to, symbolic links followed within this root; empty where nowhere. */
  public Optional<RootFile> resolve(String path) {
    return Symlinks.realPath(byPath, path, true).flatMap(this::find);
  }

  /** The text that was kept of what {@code path} leads to; empty where there is none. */
  public Optional<String> text(String path) {
    return resolve(path).flatMap(file -> file.inode().content()).map(Content::utf8);
  }

  /** Whether hard links give the content of {@code inode}, by identity, further names. */
  public boolean hasFurtherNames(FileEntry inode) {
    return linked.contains(inode);
  }

  /** What is pulled and never seen, in the order of hiding. */
  public List<HiddenFile> hidden() {
    return hidden;
  }
}
