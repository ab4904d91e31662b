package dev.imageaudit.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenPathsTest {
  private static WrittenPaths written(String... parts) {
    return WrittenPaths.of(List.of(parts)).orElseThrow();
  }

  @Test
  void whatIsFetchedIntoADirectoryTouchesNothingElse() {
    WrittenPaths written =
        written("apt-get update", "wget -q -P /opt/lib https://example.com/a.jar");

    assertThat(written.touches("/opt/lib/a.jar")).isTrue();
    assertThat(written.touches("/usr/share/mime/types")).isFalse();
  }

  @Test
  void whatIsFetchedToNobodyKnowsWhereMayBeAnything() {
    assertThat(WrittenPaths.of(List.of("curl -sSL https://example.com/install"))).isEmpty();
  }

  @Test
  void aFileIsEditedWhereAnOptionSaysSoOrOutputGoes() {
    WrittenPaths written =
        written(
            "cd /etc/app",
            "sed -i s,a,b, app.conf",
            "echo x >> conf.d/more",
            "sed -n p /etc/hosts");

    assertThat(written.edits("/etc/app/app.conf")).isTrue();
    assertThat(written.edits("/etc/app/conf.d/more")).isTrue();
    assertThat(written.edits("/etc/hosts")).isFalse();
  }
}
