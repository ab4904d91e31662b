package dev.imageaudit.audit;

import dev.imageaudit.oci.History;
import dev.imageaudit.oci.ImageConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which instruction of the Dockerfile made each layer, from the image's history. */
final class Provenance {
  private static final int MAX_INSTRUCTION_LENGTH = 2000;

  /** What the classic builder writes before an instruction that runs nothing. */
  private static final Pattern NO_OPERATION =
      Pattern.compile("^(?:/bin/sh -c|cmd /S /C) #\\(nop\\)\\s*");

  /** Build arguments before a command: {@code |1 VERSION=3 /bin/sh -c …}. */
  private static final Pattern SHELL =
      Pattern.compile(
          "^(?:RUN )?(?:\\|[0-9]+ .*?)?/bin/(?:ba|a|da)?sh (?:-[a-z]+ (?:pipefail )?)*-c ");

  private static final Pattern BUILDKIT = Pattern.compile("\\s*# buildkit$");

  private Provenance() {}

  /**
   * For each layer its instruction. Steps that made no layer are left out; where the rest does not
   * match the layers one to one, nothing is claimed.
   */
  static List<Optional<String>> instructions(ImageConfig config) {
    List<Optional<String>> instructions = new ArrayList<>();
    for (History step : config.history()) {
      if (!step.emptyLayer()) {
        instructions.add(instruction(step.createdBy()));
      }
    }
    return instructions.size() == config.diffIds().size()
        ? instructions
        : Collections.nCopies(config.diffIds().size(), Optional.empty());
  }

  /**
   * How many of the first layers came with {@code FROM}, as far as the history shows it: a {@code
   * CMD} with layers behind it is that of the base image. Zero where it does not show.
   */
  static int inheritedLayers(ImageConfig config) {
    int layers = 0;
    int inherited = 0;
    for (History step : config.history()) {
      if (!step.emptyLayer()) {
        layers++;
      } else if (layers < config.diffIds().size()
          && instruction(step.createdBy()).filter(i -> i.startsWith("CMD ")).isPresent()) {
        inherited = layers;
      }
    }
    return layers == config.diffIds().size() ? inherited : 0;
  }

  /** The instruction as it stood in the Dockerfile, whatever builder recorded it. */
  static Optional<String> instruction(String createdBy) {
    String instruction = plain(createdBy);
    if (instruction.length() > MAX_INSTRUCTION_LENGTH) {
      instruction = instruction.substring(0, MAX_INSTRUCTION_LENGTH) + "…";
    }
    return instruction.isBlank() ? Optional.empty() : Optional.of(instruction.strip());
  }

  /** The same in full. */
  static String plain(String createdBy) {
    String text = BUILDKIT.matcher(createdBy.strip()).replaceFirst("");
    String plain = NO_OPERATION.matcher(text).replaceFirst("");
    return plain.equals(text) ? SHELL.matcher(text).replaceFirst("RUN ") : plain;
  }
}
