package dev.imageaudit.filesystem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The layers of an image applied in order: what a container sees, and what it does not see although
 * it is pulled.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/layer.md">OCI image spec,
 *     applying changesets</a>
 */
public final class RootFilesystem {
  private final List<LayerIndex> layers;
  private final NavigableMap<String, RootFile> files;
  private final List<HiddenFile> hidden;

  private RootFilesystem(
      List<LayerIndex> layers, NavigableMap<String, RootFile> files, List<HiddenFile> hidden) {
    this.layers = List.copyOf(layers);
    this.files = Collections.unmodifiableNavigableMap(files);
    this.hidden = List.copyOf(hidden);
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
  public Collection<RootFile> files() {
    return files.values();
  }

  /** What lies below {@code directory}, at any depth, sorted by path. */
  public Collection<RootFile> below(String directory) {
    if (directory.equals("/")) {
      return files();
    }
    return files.subMap(directory + "/", true, after(directory), false).values();
  }

  /** What lies directly in {@code directory}, sorted by path. */
  public List<RootFile> children(String directory) {
    List<RootFile> children = new ArrayList<>();
    String prefix = Paths.child(directory, "");
    Map.Entry<String, RootFile> next = files.higherEntry(prefix);
    while (next != null && next.getKey().startsWith(prefix)) {
      int slash = next.getKey().indexOf('/', prefix.length());
      if (slash < 0) {
        children.add(next.getValue());
        next = files.higherEntry(next.getKey());
      } else {
        next = files.ceilingEntry(after(next.getKey().substring(0, slash)));
      }
    }
    return List.copyOf(children);
  }

  /** The first text that sorts behind all paths below {@code directory}. */
  private static String after(String directory) {
    return directory + (char) ('/' + 1);
  }

  /** The name itself, should it be a symbolic link; its parents are not followed. */
  public Optional<RootFile> find(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** What {@code path} leads to, symbolic links followed within this root; empty where nowhere. */
  public Optional<RootFile> resolve(String path) {
    return Symlinks.realPath(files, path, true).flatMap(this::find);
  }

  /** What is pulled and never seen, in the order of hiding. */
  public List<HiddenFile> hidden() {
    return hidden;
  }
}
