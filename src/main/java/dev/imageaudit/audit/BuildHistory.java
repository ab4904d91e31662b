package dev.imageaudit.audit;

import dev.imageaudit.oci.History;
import dev.imageaudit.oci.ImageConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The instructions that made an image, in order, each as it stood in its Dockerfile.
 *
 * @param steps at most the first few hundred; none where they do not fit the layers
 */
record BuildHistory(List<Step> steps) {
  private static final int MAX_STEPS = 300;
  private static final int MAX_CHARACTERS = 20_000;
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  BuildHistory {
    steps = List.copyOf(steps);
  }

  /**
   * One instruction.
   *
   * @param text with single blanks between its words
   */
  record Step(String text, boolean hasLayer) {}

  static BuildHistory of(ImageConfig config) {
    long layers = config.history().stream().filter(step -> !step.emptyLayer()).count();
    if (layers != config.diffIds().size()) {
      return new BuildHistory(List.of());
    }
    List<Step> steps = new ArrayList<>();
    for (History step : config.history().stream().limit(MAX_STEPS).toList()) {
      String text = Provenance.plain(step.createdBy());
      String bounded = text.substring(0, Math.min(MAX_CHARACTERS, text.length()));
      steps.add(new Step(BLANKS.matcher(bounded).replaceAll(" ").strip(), !step.emptyLayer()));
    }
    return new BuildHistory(steps);
  }

  /** How many layers the steps up to and including {@code index} made. */
  int layersUpTo(int index) {
    int layers = 0;
    for (int i = 0; i <= index; i++) {
      layers += steps.get(i).hasLayer() ? 1 : 0;
    }
    return layers;
  }

  /** Whether no layer was made before the step {@code index}. */
  boolean isFirstLayer(int index) {
    return index == 0 || layersUpTo(index - 1) == 0;
  }
}
