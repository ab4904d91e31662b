package dev.imageaudit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathsTest {
  @ParameterizedTest
  @CsvSource({
    "/usr/./lib//x, /usr/lib/x",
    "usr/lib/, /usr/lib",
    "/a/../b, /b",
    "/, /",
    "'', /",
    "..., /..."
  })
  void aNameInAnArchiveHasOneNormalForm(String name, String path) {
    assertThat(Paths.normalise(name)).contains(path);
  }

  @Test
  void aNameThatLeadsAboveTheRootHasNone() {
    assertThat(Paths.normalise("a/../../etc")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/opt/jdk/bin/java, /opt/jdk, /bin/java",
    "/opt/jdk, /opt/jdk, /",
    "/opt/jdk, /, /opt/jdk",
    "/, /, /"
  })
  void aPathIsSeenFromADirectoryAsIfThatWereTheRoot(String path, String directory, String seen) {
    assertThat(Paths.relative(path, directory)).isEqualTo(seen);
  }

  @ParameterizedTest
  @CsvSource({
    "/opt/jdk/bin, /opt/jdk, true",
    "/opt/jdk, /opt/jdk, true",
    "/opt/jdk-17, /opt/jdk, false",
    "/opt, /opt/jdk, false",
    "/opt, /, true"
  })
  void onlyWhatLiesBelowADirectoryIsWithinIt(String path, String directory, boolean isWithin) {
    assertThat(Paths.isWithin(path, directory)).isEqualTo(isWithin);
  }

  @Test
  void theRootIsItsOwnParentAndHasNoName() {
    assertThat(Paths.parent("/")).isEqualTo("/");
    assertThat(Paths.parent("/etc")).isEqualTo("/");
    assertThat(Paths.name("/")).isEmpty();
    assertThat(Paths.child("/", "etc")).isEqualTo("/etc");
    assertThat(Paths.child("/etc", "passwd")).isEqualTo("/etc/passwd");
  }
}
