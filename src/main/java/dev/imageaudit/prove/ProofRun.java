package dev.imageaudit.prove;

import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.local.OciLayoutImageSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Runs an image and a projection of it, one after the other, and compares. */
public final class ProofRun {
  private final RunSettings settings;

  public ProofRun(RunSettings settings) {
    this.settings = settings;
  }

  /**
   * Runs {@code image} and {@code written}; whatever prevents that is the proof's reason.
   *
   * @param root the image's layers, applied
   * @throws IOException where an image cannot be handed to the daemon
   */
  public Proof prove(Image image, RootFilesystem root, WrittenImage written) throws IOException {
    try (Daemon daemon = new Daemon()) {
      daemon.require(image.platform());
      Sandbox sandbox = new Sandbox(daemon, settings, new Prober(daemon));
      String original =
          daemon.load(image, root.layers().stream().map(LayerIndex::streamBytes).toList());
      RunResult first = sandbox.run(original);
      Optional<String> useless = useless(first);
      if (useless.isPresent()) {
        return new Proof.NotRun(useless.get());
      }
      RunResult second = sandbox.run(load(daemon, written));
      if (Comparison.of(first, second, Optional.empty(), settings.ignored()).isEmpty()) {
        return new Proof.Proved(first, second);
      }
      RunResult again = sandbox.run(original);
      List<Proof.Difference> differences =
          Comparison.of(first, second, Optional.of(again), settings.ignored());
      return differences.isEmpty()
          ? new Proof.Proved(first, second)
          : new Proof.Differs(first, second, differences, new MissedFiles(root).of(second, first));
    } catch (ImageException e) {
      return new Proof.NotRun(e.getMessage());
    }
  }

  /** An original that does not run proves nothing. */
  private Optional<String> useless(RunResult original) {
    return switch (original.ending()) {
      case NOT_STARTED -> Optional.of("the original does not start: " + original.err());
      case OUT_OF_MEMORY -> Optional.of("the original needs more memory than --memory gives it");
      case EXITED, RUNNING ->
          settings.probe().isPresent()
                  && original.answer().flatMap(RunResult.Answer::status).isEmpty()
              ? Optional.of(
                  "the original does not answer the probe"
                      + original.answer().map(a -> ": " + a.headers()).orElse(""))
              : Optional.empty();
    };
  }

  private static String load(Daemon daemon, WrittenImage written)
      throws ImageException, IOException {
    try (OciLayoutImageSource layouts = new OciLayoutImageSource()) {
      Image image =
          layouts
              .find(
                  new ImageName.InLayout(written.layout(), Optional.of(written.ref())),
                  PlatformSelector.parse("all"))
              .get(0)
              .open();
      return daemon.load(image, written.layers().stream().map(WrittenLayer::streamBytes).toList());
    }
  }
}
