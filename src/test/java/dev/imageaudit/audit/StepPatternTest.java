package dev.imageaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CMD [\"node\"] | CMD [\"node\"]",
        "ENV GPG_KEY=* | ENV GPG_KEY=7169605F",
        "RUN *make install* | RUN ./configure; make install; cd /",
        "COPY file:* in /usr/local/bin/ | COPY file:4d19 in /usr/local/bin/",
        "a*a | aba",
        "*b | abab",
      })
  void aStepReadsLikeItsPattern(String pattern, String step) {
    assertThat(StepPattern.of(pattern).match(step)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CMD [\"node\"] | CMD [\"node\" \"server.js\"]",
        "ENV NODE_VERSION={version} | ENV NODE_VERSION=",
        "ENV NODE_VERSION={version} | ENV NODE_VERSION=22 YARN_VERSION=1",
        "RUN *make install* | RUN make",
        "a*a | a",
        "COPY file:* in / | COPY file:4d19 in /usr",
      })
  void anotherDoesNot(String pattern, String step) {
    assertThat(StepPattern.of(pattern).match(step)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENV NODE_VERSION={version} | ENV NODE_VERSION=22.23.2 | 22.23.2",
        "ADD alpine-minirootfs-{version}-x86_64.tar.gz / | ADD alpine-minirootfs-3.24.2-x86_64.tar.gz / | 3.24.2",
        "ENV JAVA_VERSION=jdk-{version} | ENV JAVA_VERSION=jdk-21.0.12+8 | 21.0.12+8",
        "ENV *RUST_VERSION={version}* | ENV A=1 RUST_VERSION=1.98.1 B=2 | 1.98.1",
      })
  void aVersionIsReadWhereItStands(String pattern, String step, String version) {
    assertThat(StepPattern.of(pattern).match(step).flatMap(StepPattern.Match::version))
        .isEqualTo(Optional.of(version));
  }

  @Property
  void anAsteriskIsAnyRunOfCharacters(
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 8) String step,
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 3) String one,
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 3) String other) {
    boolean matches = Pattern.matches(Pattern.quote(one) + ".*" + Pattern.quote(other), step);

    assertThat(StepPattern.of(one + "*" + other).match(step).isPresent()).isEqualTo(matches);
  }
}
