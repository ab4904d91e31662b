package dev.imageaudit.integration;

import dev.imageaudit.integration.LabelledImage.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What an image's own programs, its package manager, {@code find} and {@code tar} say of it. */
final class GroundTruth {
  private static final Path DIRECTORY = Path.of("target/detection");

  private final Map<String, String> environment;

  /**
   * What a label asks for.
   *
   * @param version empty where the label asks for none
   * @param tarBytes what its files are in a layer: content, padding and headers
   * @param contentBytes what they are as {@code du --apparent-size} counts, hard links once
   */
  record Fact(Label label, String version, long tarBytes, long contentBytes) {
    /** Whether there is one of its files; else the label is wrong. */
    boolean isThere() {
      return label.files().isEmpty() || tarBytes > 0;
    }

    boolean isWeighed() {
      return !label.files().isEmpty() && !label.unweighed();
    }
  }

  GroundTruth(TestMachine machine) {
    this.environment = Map.of("DOCKER_HOST", machine.docker(), "DOCKER_BUILDKIT", "0");
  }

  /** Builds {@code image}. */
  void build(LabelledImage image) throws IOException {
    build(image, image.tag(), List.of());
    if (!image.probe().isEmpty()) {
      build(image, probeTag(image), List.of("--target", image.probe()));
    }
  }

  private static String probeTag(LabelledImage image) {
    return image.probe().isEmpty() ? image.tag() : image.tag() + "-probe";
  }

  private void build(LabelledImage image, String tag, List<String> options) throws IOException {
    Files.createDirectories(DIRECTORY);
    Path dockerfile = DIRECTORY.resolve(image.name() + ".Dockerfile");
    Files.writeString(dockerfile, image.dockerfile());
    List<String> command = new ArrayList<>(List.of("docker", "build", "--network", "host"));
    command.addAll(options);
    command.addAll(List.of("--tag", tag, "--file", dockerfile.toString()));
    command.add(LabelledImage.RECIPES.resolve("context").toString());
    ExternalProgram.run(environment, command.toArray(String[]::new));
  }

  /**
   * What holds of {@code image}, which was built: its labels, and those that it has of any's, where
   * it can be asked itself.
   */
  List<Fact> facts(LabelledImage image) throws IOException {
    List<Label> everywhere = image.probe().isEmpty() ? LabelledImage.everywhere() : List.of();
    List<Label> labels = Stream.concat(image.labels().stream(), everywhere.stream()).toList();
    StringBuilder script =
        new StringBuilder(Files.readString(LabelledImage.RECIPES.resolve("probe.sh")));
    for (Label label : labels) {
      script
          .append("label '")
          .append(label.version().isEmpty() ? ":" : quoted(label.version()))
          .append("' '")
          .append(label.files().isEmpty() ? ":" : quoted(label.files()))
          .append("'\n");
    }
    String out =
        ExternalProgram.run(
            environment,
            "docker",
            "run",
            "--rm",
            "--network",
            "none",
            "--user",
            "0",
            "--workdir",
            "/",
            "--entrypoint",
            "sh",
            probeTag(image),
            "-c",
            script.toString());
    List<String> lines = out.lines().toList();
    if (lines.size() != labels.size()) {
      throw new IOException(image.name() + ": " + lines.size() + " answers: " + out);
    }
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] columns = lines.get(i).split("\t", -1);
      Label label = labels.get(i);
      Fact fact =
          new Fact(label, columns[0], Long.parseLong(columns[1]), Long.parseLong(columns[2]));
      if (fact.isThere() || i < image.labels().size()) {
        facts.add(fact);
      }
    }
    return facts;
  }

  private static String quoted(String text) {
    return text.strip().replace("'", "'\\''");
  }
}
