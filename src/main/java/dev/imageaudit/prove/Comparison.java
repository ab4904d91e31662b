package dev.imageaudit.prove;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Compares two runs line by line. A line that the original itself does not write twice alike, such
 * as one with the time, is compared in the words that it does.
 */
final class Comparison {
  private static final int MAX_DIFFERENCES = 20;
  private static final int MAX_SHOWN = 300;
  private static final String NOTHING = "(nothing)";
  private static final Pattern WORD_END = Pattern.compile("(?<=[^\\p{Alnum}])|(?=[^\\p{Alnum}])");

  private final List<Pattern> ignored;
  private final List<Proof.Difference> differences = new ArrayList<>();

  private Comparison(List<Pattern> ignored) {
    this.ignored = ignored;
  }

  /**
   * What {@code projected} does not do as {@code original} does.
   *
   * @param again the original once more, if it was run twice
   */
  static List<Proof.Difference> of(
      RunResult original, RunResult projected, Optional<RunResult> again, List<Pattern> ignored) {
    Comparison comparison = new Comparison(ignored);
    comparison.value("how it ends", ending(original), ending(projected));
    if (original.answer().isPresent() || projected.answer().isPresent()) {
      comparison.answers(answer(original), answer(projected), again.map(Comparison::answer));
    } else {
      boolean isCut = original.ending() == RunResult.Ending.RUNNING;
      comparison.lines(
          "the output", original.out(), projected.out(), again.map(RunResult::out), isCut);
      comparison.lines(
          "the error output", original.err(), projected.err(), again.map(RunResult::err), isCut);
    }
    return comparison.differences;
  }

  private static RunResult.Answer answer(RunResult run) {
    return run.answer().orElse(RunResult.Answer.NONE);
  }

  private static String ending(RunResult run) {
    return switch (run.ending()) {
      case EXITED -> "exit code " + run.exitCode();
      case RUNNING -> "it runs until it is stopped";
      case OUT_OF_MEMORY -> "it runs out of memory";
      case NOT_STARTED -> "it does not start: " + run.err();
    };
  }

  private void answers(
      RunResult.Answer original, RunResult.Answer projected, Optional<RunResult.Answer> again) {
    value("the probe's status", status(original), status(projected));
    lines(
        "the answer's headers",
        original.headers(),
        projected.headers(),
        again.map(RunResult.Answer::headers),
        false);
    lines(
        "the answer", original.body(), projected.body(), again.map(RunResult.Answer::body), false);
  }

  private static String status(RunResult.Answer answer) {
    return answer.status().map(String::valueOf).orElse("no answer");
  }

  private void value(String what, String original, String projected) {
    if (!original.equals(projected)) {
      add(what, original, projected);
    }
  }

  /** Of a run that was stopped, the end may be missing. */
  private void lines(
      String what, String original, String projected, Optional<String> again, boolean isCut) {
    List<String> first = compared(original);
    List<String> second = compared(projected);
    List<String> repeated = again.map(this::compared).orElse(first);
    int both = Math.min(first.size(), second.size());
    int count = isCut && Math.abs(first.size() - second.size()) <= 1 ? both : both + 1;
    for (int i = 0; i < Math.max(first.size(), second.size()) && i < count; i++) {
      String line = line(first, i);
      String other = line(second, i);
      if (!line.equals(other) && !isExcused(line, other, line(repeated, i))) {
        add("line " + (i + 1) + " of " + what, line, other);
      }
    }
  }

  private List<String> compared(String text) {
    return Arrays.stream(text.split("\n", -1))
        .filter(line -> !line.isEmpty())
        .filter(line -> ignored.stream().noneMatch(pattern -> pattern.matcher(line).find()))
        .toList();
  }

  private static String line(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index) : NOTHING;
  }

  /** Whether the lines differ only in words in which the original differs from itself. */
  private static boolean isExcused(String line, String other, String again) {
    String[] words = WORD_END.split(line, -1);
    String[] others = WORD_END.split(other, -1);
    String[] repeated = WORD_END.split(again, -1);
    if (words.length != others.length || words.length != repeated.length) {
      return false;
    }
    for (int i = 0; i < words.length; i++) {
      if (!words[i].equals(others[i]) && words[i].equals(repeated[i])) {
        return false;
      }
    }
    return true;
  }

  private void add(String what, String original, String projected) {
    if (differences.size() < MAX_DIFFERENCES) {
      differences.add(new Proof.Difference(what, shown(original), shown(projected)));
    }
  }

  private static String shown(String text) {
    return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
  }
}
