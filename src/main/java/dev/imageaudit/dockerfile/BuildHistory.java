package dev.imageaudit.dockerfile;

import dev.imageaudit.dockerfile.BuildStep.Sources;
import dev.imageaudit.oci.History;
import dev.imageaudit.oci.ImageConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The instructions that an image was built by, read from its history: as the classic builder,
 * BuildKit, Buildah and kaniko record them.
 *
 * @param steps in order, those of the base image included
 * @param builder what built the image without instructions, such as {@code Jib}
 * @param base the base image's name, where the builder noted it
 */
record BuildHistory(List<BuildStep> steps, Optional<String> builder, Optional<String> base) {
  private static final int MAX_STEPS = 500;
  private static final int MAX_LENGTH = 32 << 10;

  private static final String KEYWORDS =
      "ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL"
          + "|STOPSIGNAL|USER|VOLUME|WORKDIR";

  /** What the classic builder writes before an instruction that runs nothing. */
  private static final Pattern NO_OPERATION =
      Pattern.compile("^[^#]{0,200}#\\(nop\\)\\s+(?<rest>.*)$", Pattern.DOTALL);

  private static final Pattern INSTRUCTION =
      Pattern.compile("^(?<keyword>" + KEYWORDS + ")(?:\\s+(?<rest>.*))?$", Pattern.DOTALL);

  private static final Pattern SHELL =
      Pattern.compile(
          "^(?:\\|(?<count>[0-9]{1,3}) (?<set>.*?))?(?:/usr)?/bin/(?:ba|a|da)?sh"
              + "(?: -[a-z]+| pipefail)*? -[a-z]*c(?: |$)(?<command>.*)$",
          Pattern.DOTALL);

  private static final Pattern BUILDKIT = Pattern.compile("\\s*# buildkit$");
  private static final Pattern HASHED =
      Pattern.compile(
          "^(?:--chown=(?<owner>\\S+?))?\\s*(?<kind>dir|file|multi):[0-9a-f]{16,64} in"
              + " (?<destination>.*)$",
          Pattern.DOTALL);
  private static final Pattern OWNED =
      Pattern.compile("^(?:--\\S+\\s+)*--chown=(?<owner>\\S+)\\s.*$", Pattern.DOTALL);
  private static final Pattern BASE = Pattern.compile("^FROM (\\S{1,300})$");

  BuildHistory {
    steps = List.copyOf(steps);
  }

  /**
   * Reads the history of {@code config}.
   *
   * @param masking takes secrets out of a text
   */
  static BuildHistory of(ImageConfig config, UnaryOperator<String> masking) {
    long layers = config.history().stream().filter(step -> !step.emptyLayer()).count();
    boolean isOneToOne = layers == config.diffIds().size();
    List<BuildStep> steps = new ArrayList<>();
    Optional<String> builder = Optional.empty();
    Optional<String> base = Optional.empty();
    int layer = 0;
    for (History recorded : config.history().stream().limit(MAX_STEPS).toList()) {
      OptionalInt made =
          recorded.emptyLayer() || !isOneToOne ? OptionalInt.empty() : OptionalInt.of(layer);
      layer += recorded.emptyLayer() ? 0 : 1;
      step(recorded.createdBy(), made, masking).ifPresent(steps::add);
      builder = builder.or(() -> OtherBuilder.of(recorded));
      Matcher from = BASE.matcher(recorded.comment().orElse(""));
      if (base.isEmpty() && from.matches()) {
        base = Optional.of(from.group(1));
      }
    }
    return new BuildHistory(steps, builder, base);
  }

  private static Optional<BuildStep> step(
      String createdBy, OptionalInt layer, UnaryOperator<String> masking) {
    String text = BUILDKIT.matcher(createdBy.strip()).replaceFirst("");
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String shown = masking.apply(text);
    boolean masked = !shown.equals(text);
    Matcher nothingRun = NO_OPERATION.matcher(shown);
    Matcher instruction =
        INSTRUCTION.matcher(nothingRun.matches() ? nothingRun.group("rest") : shown);
    if (!instruction.matches()) {
      return OtherBuilder.isOne(text) ? Optional.empty() : run(shown, layer, masked);
    }
    String keyword = instruction.group("keyword").toUpperCase(Locale.ROOT);
    String rest = Optional.ofNullable(instruction.group("rest")).orElse("").strip();
    if (keyword.equals("RUN")) {
      return run(rest, layer, masked);
    }
    Matcher hashed = HASHED.matcher(rest);
    boolean isHashed = hashed.matches();
    Sources sources = isHashed ? sources(hashed.group("kind")) : Sources.NAMED;
    String arguments = isHashed ? hashed.group("destination").strip() : rest;
    Matcher owned = isHashed ? hashed : OWNED.matcher(rest);
    String owner = owned.matches() && owned.group("owner") != null ? owned.group("owner") : "";
    return Optional.of(new BuildStep(keyword, arguments, List.of(), layer, owner, sources, masked));
  }

  private static Sources sources(String kind) {
    return switch (kind) {
      case "dir" -> Sources.DIRECTORY;
      case "file" -> Sources.FILE;
      default -> Sources.SEVERAL;
    };
  }

  private static Optional<BuildStep> run(String text, OptionalInt layer, boolean masked) {
    Matcher shell = SHELL.matcher(text);
    String command = shell.matches() ? shell.group("command").strip() : text;
    if (command.isEmpty()) {
      return Optional.empty();
    }
    List<String> set =
        shell.matches() && shell.group("count") != null
            ? Assignments.split(shell.group("set").strip(), Integer.parseInt(shell.group("count")))
            : List.of();
    return Optional.of(new BuildStep("RUN", command, set, layer, "", Sources.NAMED, masked));
  }

  /** The steps behind the first {@code baseLayers} layers. */
  List<BuildStep> own(int baseLayers) {
    int first = 0;
    for (int i = 0; i < steps.size(); i++) {
      OptionalInt layer = steps.get(i).layer();
      if (layer.isPresent() && layer.getAsInt() < baseLayers) {
        first = i + 1;
      }
    }
    return steps.subList(first, steps.size());
  }
}
