package dev.imageaudit.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a published base image shows in the history of the images built on it.
 *
 * @param name of the image, such as {@code node}
 * @param os what {@code ID} of os-release is; empty for any
 * @param isFirst whether its first step with a layer is the image's first
 * @param steps its instructions, in order
 * @param source where they are to be read
 */
record BaseFingerprint(
    String id, String name, Optional<String> os, boolean isFirst, List<Step> steps, String source) {
  /** Steps that may stand between two, such as a label that was added since. */
  private static final int MAX_BETWEEN = 3;

  BaseFingerprint {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.stream().noneMatch(Step::isKey)) {
      throw new IllegalArgumentException(id + " has no step that must be there");
    }
  }

  /**
   * One instruction.
   *
   * @param any how it reads in different releases
   * @param isKey whether there is no such base without it
   * @param repeats whether more of them may follow
   */
  record Step(List<StepPattern> any, boolean isKey, boolean repeats) {
    Optional<StepPattern.Match> match(String step) {
      return any.stream().flatMap(pattern -> pattern.match(step).stream()).findFirst();
    }
  }

  /** The longest run of its steps in {@code history}; the first of several such. */
  Optional<BaseMatch> match(BuildHistory history) {
    int[][] lengths = new int[steps.size()][history.steps().size()];
    int[][] before = new int[steps.size()][history.steps().size()];
    int bestStep = -1;
    int bestAt = -1;
    for (int at = 0; at < history.steps().size(); at++) {
      for (int step = 0; step < steps.size(); step++) {
        if (steps.get(step).match(history.steps().get(at).text()).isPresent()) {
          extend(lengths, before, step, at);
          if (bestStep < 0 || lengths[step][at] > lengths[bestStep][bestAt]) {
            bestStep = step;
            bestAt = at;
          }
        }
      }
    }
    return bestStep < 0 ? Optional.empty() : matched(history, before, bestStep, bestAt);
  }

  /** The longest run that ends with {@code step} here; {@code before} says where it comes from. */
  private void extend(int[][] lengths, int[][] before, int step, int at) {
    lengths[step][at] = 1;
    before[step][at] = -1;
    for (int earlier = Math.max(0, at - 1 - MAX_BETWEEN); earlier < at; earlier++) {
      for (int previous = 0; previous < step; previous++) {
        if (lengths[previous][earlier] >= lengths[step][at]) {
          lengths[step][at] = lengths[previous][earlier] + 1;
          before[step][at] = earlier * steps.size() + previous;
        }
      }
    }
  }

  private Optional<BaseMatch> matched(
      BuildHistory history, int[][] before, int lastStep, int lastAt) {
    boolean[] isFound = new boolean[steps.size()];
    Optional<String> version = Optional.empty();
    int step = lastStep;
    int at = lastAt;
    int first = at;
    while (true) {
      isFound[step] = true;
      first = at;
      Optional<String> named =
          steps.get(step).match(history.steps().get(at).text()).flatMap(StepPattern.Match::version);
      version = named.isPresent() ? named : version;
      int from = before[step][at];
      if (from < 0) {
        break;
      }
      step = from % steps.size();
      at = from / steps.size();
    }
    List<String> missing = missing(isFound);
    boolean isWhole = hasKeys(isFound) && missing.size() * 4 <= steps.size();
    return isWhole && (!isFirst || history.isFirstLayer(first))
        ? Optional.of(
            new BaseMatch(
                name,
                version,
                history.layersUpTo(end(history, lastStep, lastAt)),
                steps.size(),
                missing))
        : Optional.empty();
  }

  private int end(BuildHistory history, int step, int at) {
    int end = at;
    while (steps.get(step).repeats()
        && end + 1 < history.steps().size()
        && steps.get(step).match(history.steps().get(end + 1).text()).isPresent()) {
      end++;
    }
    return end;
  }

  private boolean hasKeys(boolean[] isFound) {
    for (int i = 0; i < isFound.length; i++) {
      if (steps.get(i).isKey() && !isFound[i]) {
        return false;
      }
    }
    return true;
  }

  private List<String> missing(boolean[] isFound) {
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < isFound.length; i++) {
      if (!isFound[i]) {
        missing.add(steps.get(i).any().get(0).toString());
      }
    }
    return missing;
  }
}
