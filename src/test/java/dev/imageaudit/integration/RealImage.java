package dev.imageaudit.integration;

import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.LayerIndexer;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.Layer;
import dev.imageaudit.image.LayerRead;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.local.DockerArchiveImageSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An image of the test machine's daemon: its documents, its files, and containers of it. */
public record RealImage(String reference, Path archive, String docker) {

  /** Exports it to a file in {@code directory}; skips the test where there is no daemon. */
  public static RealImage of(String reference, Path directory) {
    TestMachine machine = TestMachine.require();
    Path archive = directory.resolve(reference.replaceAll("[^a-zA-Z0-9]", "-") + ".tar");
    ExternalProgram.run(
        Map.of("DOCKER_HOST", machine.docker()),
        "docker",
        "save",
        "-o",
        archive.toString(),
        reference);
    return new RealImage(reference, archive, machine.docker());
  }

  /** What a container of it prints that runs {@code command}. */
  public String run(String... command) {
    return runWith(List.of(), command);
  }

  /** The same with further options of {@code docker run}. */
  public String runWith(List<String> options, String... command) {
    List<String> words = new ArrayList<>(List.of("docker", "run", "--rm", "--network", "none"));
    words.addAll(options);
    words.add(reference);
    words.addAll(List.of(command));
    return ExternalProgram.run(Map.of("DOCKER_HOST", docker), words.toArray(String[]::new));
  }

  /** Its documents. */
  public Image image() {
    try {
      return new DockerArchiveImageSource()
          .find(ImageName.parse("docker-archive:" + archive), PlatformSelector.parse("linux/amd64"))
          .get(0)
          .open();
    } catch (ImageException e) {
      throw new AssertionError(e);
    }
  }

  /** Its layers applied, of which {@code keeps} and all scripts were kept. */
  public RootFilesystem root(List<CaptureRules.Keep> keeps) {
    CaptureRules rules = new CaptureRules(keeps, List.of(), CaptureRules.MAX_SCRIPT_BYTES, "test");
    Image image = image();
    Map<Layer, LayerIndex> indexes = new HashMap<>();
    try (LayerIndexer indexer = new LayerIndexer(rules, bytes -> {})) {
      for (LayerRead read : image.reads(image.layers())) {
        read.deliver((layer, blob) -> indexes.put(layer, indexer.index(layer, blob)));
      }
    } catch (ImageException e) {
      throw new AssertionError(e);
    }
    return RootFilesystem.of(
        image.layers().stream().map(layer -> Objects.requireNonNull(indexes.get(layer))).toList());
  }
}
