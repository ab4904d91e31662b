package dev.imageaudit.integration;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/**
 * An image of the detection benchmark, as {@code src/test/recipes/detection} describes it.
 *
 * @param name the last part of its tag
 * @param what for people, in a few words
 * @param lookAlikes whether it has none of what its files are called
 * @param dockerfile its recipe
 * @param probe the stage in which the labels' commands run, where the image has no shell
 * @param labels what is in it, beside what any image may have
 */
@NullUnmarked
record LabelledImage(
    String name,
    String what,
    boolean lookAlikes,
    String dockerfile,
    String probe,
    List<Label> labels) {
  static final Path RECIPES = Path.of("src/test/recipes/detection");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /**
   * A thing that is in an image, as others than image-audit say.
   *
   * @param rule the rule that has to find it
   * @param at the start of one of its paths; empty for wherever it lies
   * @param version a shell command whose output names its version first; empty for a thing that has
   *     none
   * @param files a shell command that prints what goes with it; it is there if one of these is.
   *     Empty where it is there in any case, and nobody says how much it is
   * @param with the rules that find the rest of {@code files}
   * @param unweighed whether {@code files} only prove it
   */
  record Label(
      String rule, String at, String version, String files, List<String> with, boolean unweighed) {
    Label {
      at = at == null ? "" : at;
      version = version == null ? "" : version;
      files = files == null ? "" : files;
      with = with == null ? List.of() : List.copyOf(with);
    }
  }

  LabelledImage {
    probe = probe == null ? "" : probe;
    labels = labels == null ? List.of() : List.copyOf(labels);
  }

  String tag() {
    return "image-audit-detection/" + name + ":1";
  }

  /** All images, in the order of the files and of their entries. */
  static List<LabelledImage> all() throws IOException {
    try (Stream<Path> files = Files.list(RECIPES)) {
      List<LabelledImage> all = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".images.yaml")).sorted().toList()) {
        all.addAll(Arrays.asList(YAML.readValue(file.toFile(), LabelledImage[].class)));
      }
      return all;
    }
  }

  /** What any image may have, because its base has it. */
  static List<Label> everywhere() {
    try {
      return List.of(YAML.readValue(RECIPES.resolve("everywhere.yaml").toFile(), Label[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
