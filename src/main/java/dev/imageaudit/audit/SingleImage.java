package dev.imageaudit.audit;

import dev.imageaudit.estimate.Projections;
import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.LayerCache;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.LayerIndexer;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.ImageSource;
import dev.imageaudit.image.PlatformSelector;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;

/** One image, worked out alone, with what its report leaves out. */
public record SingleImage(Image image, Subject subject, Projections projections) {

  /** How an image is read. */
  public record Settings(
      int jobs, PlatformSelector.One platform, CaptureRules rules, LongConsumer progress) {}

  /**
   * Reads and works out the image {@code name}.
   *
   * @throws ImageException where it cannot be read
   * @throws IOException where the work's own files cannot be written
   */
  public static SingleImage read(
      ImageSource images, String name, ImageAuditor auditor, Settings settings)
      throws ImageException, IOException {
    Image image = images.find(ImageName.parse(name), settings.platform()).get(0).open();
    List<LayerIndex> layers = indexes(image, settings);
    Subject subject = auditor.subject(new Target(name, name, Labels.NONE), image, layers);
    return new SingleImage(image, subject, auditor.projections(subject));
  }

  /**
   * The root filesystem of another image, such as a base.
   *
   * @throws ImageException where it cannot be read
   * @throws IOException where the work's own files cannot be written
   */
  public static RootFilesystem root(Image image, Settings settings)
      throws ImageException, IOException {
    return RootFilesystem.of(indexes(image, settings));
  }

  private static List<LayerIndex> indexes(Image image, Settings settings)
      throws ImageException, IOException {
    ExecutorService readers = Executors.newFixedThreadPool(settings.jobs);
    try (WorkDirectory work = WorkDirectory.create();
        LayerIndexer indexer = new LayerIndexer(settings.rules, settings.progress)) {
      LayerCache cache = new LayerCache(work.directory("layers"));
      return new LayerLibrary(cache, indexer, readers).indexes(image);
    } finally {
      readers.shutdownNow();
    }
  }
}
