package dev.imageaudit.estimate;

import dev.imageaudit.detect.Confidence;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.HiddenFile;
import dev.imageaudit.filesystem.LayerIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Which entries of an image's layers stay when residue and what is hidden go. */
final class Trimming {
  private final Subject subject;
  private final Removal removal;
  private final Set<FileEntry> hidden = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<FileEntry> idle = Collections.newSetFromMap(new IdentityHashMap<>());

  private Trimming(Subject subject, Predicate<String> goes) {
    this.subject = subject;
    this.removal = Removal.of(subject.root(), goes);
    for (HiddenFile file : subject.root().hidden()) {
      hidden.add(file.entry());
    }
    findIdleWhiteouts();
  }

  /** Without all residue that goes at least as surely as {@code atLeast}. */
  static Trimming of(Subject subject, Removable removable, Confidence atLeast) {
    return of(subject, removable.paths(atLeast));
  }

  /** Without every path that {@code goes}. */
  static Trimming of(Subject subject, Predicate<String> goes) {
    return new Trimming(subject, goes);
  }

  /** A whiteout goes with what it hides, unless a further name has that content. */
  private void findIdleWhiteouts() {
    NavigableSet<String> lower = new TreeSet<>();
    boolean isAny =
        subject.root().layers().stream()
            .flatMap(layer -> layer.entries().stream())
            .anyMatch(Trimming::isWhiteout);
    if (!isAny) {
      return;
    }
    for (LayerIndex layer : subject.root().layers()) {
      for (FileEntry entry : layer.entries()) {
        if (isWhiteout(entry) && !hidesAny(entry, lower)) {
          idle.add(entry);
        }
      }
      for (FileEntry entry : layer.entries()) {
        if (!isWhiteout(entry) && keeps(entry)) {
          lower.add(entry.path());
        }
      }
    }
  }

  private static boolean isWhiteout(FileEntry entry) {
    return entry.type() == FileType.WHITEOUT || entry.type() == FileType.OPAQUE_WHITEOUT;
  }

  private static boolean hidesAny(FileEntry whiteout, NavigableSet<String> paths) {
    String below = whiteout.path().equals("/") ? "/" : whiteout.path() + "/";
    String next = paths.ceiling(below);
    return (next != null && next.startsWith(below))
        || (whiteout.type() == FileType.WHITEOUT && paths.contains(whiteout.path()));
  }

  /** Whether {@code entry}, by identity, stays. */
  boolean keeps(FileEntry entry) {
    return !removal.contains(entry) && !hidden.contains(entry) && !idle.contains(entry);
  }

  /** The layers that remain; of which nothing remains, they go. */
  List<ProjectedLayer> layers() {
    List<ProjectedLayer> layers = new ArrayList<>();
    for (int i = 0; i < subject.root().layers().size(); i++) {
      List<FileEntry> entries = subject.root().layers().get(i).entries();
      List<FileEntry> kept = entries.stream().filter(this::keeps).toList();
      if (kept.size() == entries.size()) {
        layers.add(new ProjectedLayer.Original(i));
      } else if (!kept.isEmpty()) {
        layers.add(new ProjectedLayer.Cut(i, kept));
      }
    }
    return layers;
  }
}
