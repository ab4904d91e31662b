package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Lays what a projection is expected to save upon the image's layers. */
final class LayerSavings {
  private LayerSavings() {}

  /**
   * Of each layer the compressed bytes that go. What the projection adds, such as another base, is
   * taken off the first of them, so that they add up to all that it saves.
   */
  static List<Long> of(Subject subject, ProjectedImage projected) {
    List<LayerIndex> layers = subject.root().layers();
    IdentityHashMap<FileEntry, Integer> layerOf = new IdentityHashMap<>();
    long[] saved = new long[layers.size()];
    for (int i = 0; i < saved.length; i++) {
      saved[i] = layers.get(i).blobBytes();
      for (FileEntry entry : layers.get(i).entries()) {
        layerOf.put(entry, i);
      }
    }
    for (ProjectedLayer layer : projected.layers()) {
      if (layer instanceof ProjectedLayer.Original same) {
        saved[same.index()] = 0;
      } else if (layer instanceof ProjectedLayer.Cut cut) {
        cut.entries().forEach(entry -> saved[cut.index()] -= Bytes.of(entry).compressedBytes());
      } else if (layer instanceof ProjectedLayer.Fresh fresh) {
        keep(fresh.files(), layerOf, saved);
      }
    }
    long total = projected.projection().savedCompressedBytes().expected();
    return adjusted(saved, total);
  }

  private static void keep(
      List<RootFile> files, IdentityHashMap<FileEntry, Integer> layerOf, long[] saved) {
    IdentityHashMap<FileEntry, Boolean> kept = new IdentityHashMap<>();
    for (RootFile file : files) {
      Integer layer = layerOf.get(file.inode());
      if (layer != null && kept.put(file.inode(), true) == null) {
        saved[layer] = Math.max(0, saved[layer] - Bytes.of(file.inode()).compressedBytes());
      }
    }
  }

  private static List<Long> adjusted(long[] saved, long total) {
    long tooMuch = -total;
    for (long bytes : saved) {
      tooMuch += bytes;
    }
    List<Long> adjusted = new ArrayList<>();
    for (long bytes : saved) {
      long less = Math.min(bytes, Math.max(0, tooMuch));
      tooMuch -= less;
      adjusted.add(bytes - less);
    }
    if (tooMuch < 0 && !adjusted.isEmpty()) {
      int last = adjusted.size() - 1;
      adjusted.set(last, adjusted.get(last) - tooMuch);
    }
    return adjusted;
  }
}
