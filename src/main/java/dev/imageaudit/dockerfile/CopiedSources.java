package dev.imageaudit.dockerfile;

import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a {@code COPY} of the original copied, and where to.
 *
 * @param sources as they are called in the build context, else as the image calls them
 * @param destination as the original wrote it
 * @param recorded whether the history has the names of the sources
 * @param files the absolute paths that it brought
 */
record CopiedSources(
    List<String> sources, String destination, boolean recorded, List<String> files) {

  CopiedSources {
    sources = List.copyOf(sources);
    files = List.copyOf(files);
  }

  /** Reads {@code step}; empty where nothing can be told. */
  static Optional<CopiedSources> of(
      BuildStep step, String workingDirectory, Optional<LayerIndex> layer) {
    List<String> files = layer.map(CopiedSources::files).orElse(List.of());
    return step.isHashed()
        ? ofLayer(step, workingDirectory, files)
        : ofWords(step.arguments(), files);
  }

  private static Optional<CopiedSources> ofWords(String arguments, List<String> files) {
    List<String> words = new ArrayList<>(Arrays.asList(arguments.split("\\s+", -1)));
    words.removeIf(word -> word.startsWith("--") || word.isEmpty());
    if (words.size() < 2) {
      return Optional.empty();
    }
    List<String> sources = words.subList(0, words.size() - 1);
    return Optional.of(new CopiedSources(sources, words.get(words.size() - 1), true, files));
  }

  /** The classic builder keeps a hash in place of the sources: their names are in the layer. */
  private static Optional<CopiedSources> ofLayer(
      BuildStep step, String workingDirectory, List<String> files) {
    String destination = step.arguments();
    Optional<String> target =
        Paths.normalise(
            destination.startsWith("/") ? destination : workingDirectory + "/" + destination);
    if (target.isEmpty() || files.isEmpty()) {
      return Optional.empty();
    }
    if (files.equals(List.of(target.get()))) {
      String name = Paths.name(target.get());
      return Optional.of(new CopiedSources(List.of(name), destination, false, files));
    }
    TreeSet<String> tops = new TreeSet<>();
    boolean isFlat = step.sources() != BuildStep.Sources.DIRECTORY;
    for (String file : files) {
      if (!Paths.isWithin(file, target.get()) || file.equals(target.get())) {
        return Optional.empty();
      }
      String rest = file.substring(target.get().equals("/") ? 1 : target.get().length() + 1);
      isFlat &= !rest.contains("/");
      tops.add(rest);
    }
    boolean isWorkingDirectory = target.get().equals(Paths.normalise(workingDirectory).orElse("/"));
    if (isFlat) {
      return Optional.of(
          new CopiedSources(List.copyOf(tops), withSlash(destination), false, files));
    }
    String source = isWorkingDirectory || destination.startsWith("/") ? "." : destination;
    return Optional.of(new CopiedSources(List.of(source), destination, false, files));
  }

  private static String withSlash(String destination) {
    return destination.endsWith("/") || destination.equals(".") ? destination : destination + "/";
  }

  private static List<String> files(LayerIndex layer) {
    List<String> files = new ArrayList<>();
    for (FileEntry entry : layer.entries()) {
      if (entry.type() == FileType.REGULAR
          || entry.type() == FileType.SYMLINK
          || entry.type() == FileType.HARD_LINK) {
        files.add(entry.path());
      }
    }
    files.sort(null);
    return files;
  }
}
