package dev.imageaudit.prove;

import dev.imageaudit.audit.WorkDirectory;
import dev.imageaudit.estimate.ProjectedImage;
import dev.imageaudit.estimate.ProjectedLayer;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.LayerCopier;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Writes a projected image as an OCI layout, from the image's own layers: every entry that stays is
 * there byte for byte, and nothing is unpacked on the way.
 */
public final class ProjectionWriter {
  private final Image image;
  private final RootFilesystem root;
  private final LongConsumer progress;

  /**
   * A writer of projections of {@code image}.
   *
   * @param root its layers' indexes, from whose entries its projections are made
   * @param progress told the number of bytes of every piece of a blob that is read
   */
  public ProjectionWriter(Image image, RootFilesystem root, LongConsumer progress) {
    this.image = image;
    this.root = root;
    this.progress = progress;
  }

  /**
   * Writes {@code projected} into {@code layout}, an empty directory.
   *
   * @param base the published image that it stands on, if it names one
   * @throws ImageException where a layer cannot be read
   * @throws IOException where the layout cannot be written
   */
  public WrittenImage write(ProjectedImage projected, Optional<Image> base, Path layout)
      throws ImageException, IOException {
    try (LayerCopier copier = new LayerCopier(progress);
        WorkDirectory work = WorkDirectory.createIn(layout)) {
      List<WrittenLayer> layers = new ArrayList<>();
      if (base.isPresent()) {
        layers.addAll(baseLayers(base.get(), new BlobCopier(copier, layout)));
      }
      layers.addAll(layers(projected, copier, layout, work.path("spool")));
      return new LayoutWriter(layout)
          .finish(
              ProjectedConfig.of(image, projected, base).json(layers), layers, projected.name());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static List<WrittenLayer> baseLayers(Image base, BlobCopier blobs) throws ImageException {
    LayerTasks tasks = new LayerTasks(base);
    TreeMap<Integer, WrittenLayer> written = new TreeMap<>();
    for (int i = 0; i < base.layers().size(); i++) {
      int number = i;
      tasks.add(i, (layer, blob) -> written.put(number, blobs.copy(layer, blob)));
    }
    tasks.run();
    return List.copyOf(written.values());
  }

  private List<WrittenLayer> layers(
      ProjectedImage projected, LayerCopier copier, Path layout, Path spoolFile)
      throws ImageException, IOException {
    BlobCopier blobs = new BlobCopier(copier, layout);
    LayerTasks tasks = new LayerTasks(image);
    TreeMap<Integer, WrittenLayer> written = new TreeMap<>();
    try (EntrySpool spool = new EntrySpool(spoolFile)) {
      Set<FileEntry> toSpool = Collections.newSetFromMap(new IdentityHashMap<>());
      for (int i = 0; i < projected.layers().size(); i++) {
        int number = i;
        ProjectedLayer layer = projected.layers().get(i);
        if (layer instanceof ProjectedLayer.Original same) {
          tasks.add(same.index(), (l, blob) -> written.put(number, blobs.copy(l, blob)));
        } else if (layer instanceof ProjectedLayer.Cut cut) {
          tasks.add(
              cut.index(),
              (l, blob) -> {
                try (CutTarget target = new CutTarget(entries(cut.index()), cut, layout)) {
                  copier.copyEntries(l, blob, target);
                  written.put(number, target.end());
                }
              });
        } else if (layer instanceof ProjectedLayer.Fresh fresh) {
          for (RootFile file : fresh.files()) {
            toSpool.add(file.entry());
            toSpool.add(file.inode());
          }
        }
      }
      spoolTasks(tasks, toSpool, copier, spool);
      tasks.run();
      for (int i = 0; i < projected.layers().size(); i++) {
        if (projected.layers().get(i) instanceof ProjectedLayer.Fresh fresh) {
          written.put(i, fresh(fresh, spool, layout));
        }
      }
    }
    return List.copyOf(written.values());
  }

  private List<FileEntry> entries(int layer) {
    return root.layers().get(layer).entries();
  }

  private void spoolTasks(
      LayerTasks tasks, Set<FileEntry> toSpool, LayerCopier copier, EntrySpool spool) {
    for (int i = 0; i < root.layers().size(); i++) {
      List<FileEntry> entries = entries(i);
      if (entries.stream().anyMatch(toSpool::contains)) {
        tasks.add(
            i, (layer, blob) -> copier.copyEntries(layer, blob, spool.target(entries, toSpool)));
      }
    }
  }

  private static WrittenLayer fresh(ProjectedLayer.Fresh layer, EntrySpool spool, Path layout)
      throws IOException {
    try (LayerOutput output = new LayerOutput(layout)) {
      new FreshTar(spool, output).write(layer.files());
      return output.endEntries();
    }
  }
}
