package dev.imageaudit.prove;

import dev.imageaudit.estimate.ProjectedLayer;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.LayerCopier;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What remains of a layer becomes a layer again, in the same order. */
final class CutTarget implements LayerCopier.EntryTarget, Closeable {
  private final List<FileEntry> entries;
  private final Set<FileEntry> kept = Collections.newSetFromMap(new IdentityHashMap<>());
  private final LayerOutput output;

  CutTarget(List<FileEntry> entries, ProjectedLayer.Cut cut, Path layout) throws IOException {
    this.entries = entries;
    this.kept.addAll(cut.entries());
    this.output = new LayerOutput(layout);
  }

  @Override
  public boolean wants(int position) {
    return kept.contains(entries.get(position));
  }

  @Override
  public OutputStream begin(int position, byte[] headers) throws IOException {
    output.write(headers);
    return output;
  }

  WrittenLayer end() throws IOException {
    return output.endEntries();
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
