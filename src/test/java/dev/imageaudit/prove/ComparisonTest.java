package dev.imageaudit.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static RunResult exited(int code, String out) {
    return new RunResult(RunResult.Ending.EXITED, code, out, "", Optional.empty());
  }

  private static RunResult running(String out) {
    return new RunResult(RunResult.Ending.RUNNING, 0, out, "", Optional.empty());
  }

  private static List<String> differences(RunResult one, RunResult other, RunResult again) {
    return Comparison.of(one, other, Optional.of(again), List.of()).stream()
        .map(Proof.Difference::what)
        .toList();
  }

  private static List<String> differences(RunResult one, RunResult other) {
    return differences(one, other, one);
  }

  @Test
  void theSameIsTheSame() {
    assertThat(differences(exited(3, "a\nb\n"), exited(3, "a\nb\n"))).isEmpty();
  }

  @Test
  void anotherExitCodeIsADifference() {
    assertThat(differences(exited(0, "a"), exited(127, "a"))).containsExactly("how it ends");
  }

  @Test
  void aLineTooFewOrTooManyIsADifference() {
    assertThat(differences(exited(0, "a\nb\n"), exited(0, "a\n")))
        .containsExactly("line 2 of the output");
    assertThat(differences(exited(0, "a\n"), exited(0, "a\nb\n")))
        .containsExactly("line 2 of the output");
  }

  @Test
  void whatTheOriginalWritesDifferentlyEachTimeIsExcused() {
    assertThat(
            differences(
                exited(0, "started at 10:11:12 as worker"),
                exited(0, "started at 10:11:19 as worker"),
                exited(0, "started at 10:11:25 as worker")))
        .isEmpty();
  }

  @Test
  void aWordThatTheOriginalRepeatsIsNotExcused() {
    assertThat(
            differences(
                exited(0, "started at 10:11:12 as worker"),
                exited(0, "started at 10:11:19 as nobody"),
                exited(0, "started at 10:11:25 as worker")))
        .containsExactly("line 1 of the output");
  }

  @Test
  void ignoredLinesAreNotCompared() {
    assertThat(
            Comparison.of(
                exited(0, "pid 7\na"),
                exited(0, "a"),
                Optional.empty(),
                List.of(Pattern.compile("^pid"))))
        .isEmpty();
  }

  @Test
  void aRunThatWasStoppedMayLackItsLastLine() {
    assertThat(differences(running("tick\ntick\n"), running("tick\n"))).isEmpty();
    assertThat(differences(running("tick\ntick\ntick\n"), running("")))
        .containsExactly("line 1 of the output");
  }

  @Test
  void withAProbeTheAnswersAreComparedAndNotTheOutput() {
    RunResult original =
        new RunResult(
            RunResult.Ending.RUNNING,
            0,
            "one log",
            "",
            Optional.of(new RunResult.Answer(Optional.of(200), "Server: x", "hello")));
    RunResult projected =
        new RunResult(
            RunResult.Ending.RUNNING,
            0,
            "another",
            "",
            Optional.of(new RunResult.Answer(Optional.of(500), "Server: x", "sorry")));

    assertThat(differences(original, projected))
        .containsExactly("the probe's status", "line 1 of the answer");
  }
}
