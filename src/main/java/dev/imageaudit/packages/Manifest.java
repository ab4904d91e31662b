package dev.imageaudit.packages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What manifests are read from: files of an image, as far as they were kept. */
final class Manifest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Manifest() {}

  /** The text of {@code file}; empty where it was not kept. */
  static String text(RootFile file) {
    return file.inode().content().map(Content::utf8).orElse("");
  }

  /** The text at {@code path}; empty where there is none, or it was not kept. */
  static String text(RootFilesystem root, String path) {
    return root.resolve(path).map(Manifest::text).orElse("");
  }

  /** The document that {@code file} is; a missing node where it is none. */
  static JsonNode json(RootFile file) {
    return file.inode()
        .content()
        .map(content -> json(content.stream()))
        .orElse(MissingNode.getInstance());
  }

  /** The document in {@code in}; a missing node where there is none. */
  static JsonNode json(InputStream in) {
    try (in) {
      return Optional.ofNullable(JSON.readTree(in)).orElse(MissingNode.getInstance());
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** Those of {@code names} that are there, each relative to {@code directory}. */
  static List<String> existing(RootFilesystem root, String directory, Collection<String> names) {
    return names.stream()
        .flatMap(name -> Paths.normalise(directory + "/" + name).stream())
        .flatMap(path -> root.find(path).stream())
        .map(RootFile::path)
        .distinct()
        .toList();
  }

  /** What is in {@code directory}, at any depth. */
  static List<String> below(RootFilesystem root, String directory) {
    return root.below(directory).stream().map(RootFile::path).toList();
  }
}
