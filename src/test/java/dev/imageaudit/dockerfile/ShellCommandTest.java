package dev.imageaudit.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellCommandTest {
  @Test
  void whereTheFirstFailureEndsTheShellASemicolonJoins() {
    assertThat(ShellCommand.parts("set -eux;  apt-get update; gcc -o a a.c && ./a;"))
        .hasValueSatisfying(
            parts ->
                assertThat(parts)
                    .containsExactly("set -eux", "apt-get update", "gcc -o a a.c", "./a"));
  }

  @Test
  void elsewhereAFailureBeforeASemicolonIsForgotten() {
    assertThat(ShellCommand.parts("set -x; make check; make install"))
        .hasValueSatisfying(parts -> assertThat(parts).hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set -e; for i in a b; do echo $i; done",
        "set -e; if true; then make; fi; make install",
        "set -e; case $a in b) c;; esac"
      })
  void ofALoopOrAConditionNothingIsTakenApart(String command) {
    assertThat(ShellCommand.parts(command)).isEmpty();
  }

  @Test
  void aSemicolonInQuotesIsText() {
    assertThat(ShellCommand.parts("set -e; printf 'a; b' > c"))
        .hasValueSatisfying(parts -> assertThat(parts).endsWith("printf 'a; b' > c"));
  }
}
