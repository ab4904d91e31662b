package dev.imageaudit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ExitCode code = ExitCode.NOT_DONE;

  private String explained(String image, String... paths) {
    String[] arguments = new String[paths.length + 2];
    arguments[0] = "explain";
    arguments[1] = "oci:sample-images/" + image;
    System.arraycopy(paths, 0, arguments, 2, paths.length);
    out.reset();
    code =
        new Main(
                new Terminal(
                    new ByteArrayInputStream(new byte[0]),
                    new PrintStream(out, true, UTF_8),
                    System.err,
                    Map.of(),
                    false))
            .run(arguments);
    return out.toString(UTF_8);
  }

  @Test
  void whatRunsIsExplainedByItsChain() {
    assertThat(explained("go-naive", "/app"))
        .contains("needed (hard: it is opened or executed)")
        .contains("    the entry point\n    → /app: ")
        .contains("  layer 5 by RUN go build")
        .contains("  package: golang example.test/hello");
    assertThat(explained("go-naive", "/usr/local/go/VERSION")).contains("  package: none");
    assertThat(code).isEqualTo(ExitCode.COMPLETE);
  }

  @Test
  void whatIsNotNeededIsExplainedByItsFindingLayerPackageAndInstruction() {
    assertThat(explained("go-naive", "/usr/local/go/bin/go"))
        .contains("not needed: nothing that the entry point leads to needs it")
        .contains("  layer 2 by COPY dir:")
        .contains("  found as: Go SDK (sdk): Nothing that the entry point leads to needs it.");
    assertThat(explained("go-naive", "/usr/bin/busybox"))
        .contains("  layer 0 of the base image by COPY dir:")
        .contains("  package: deb busybox-static 1:1.35.0");
  }

  @Test
  void theOneFileThatAPatternMatchesIsExplainedItself() {
    assertThat(explained("go-naive", "/usr/local/go/bin/g?")).startsWith("/usr/local/go/bin/go (");
  }

  @Test
  void whatIsNotThereIsSaidWithWhatIs() {
    assertThat(explained("go-naive", "/usr/local/rust"))
        .isEqualTo("/usr/local/rust is not in the image; /usr/local is.\n");
    assertThat(code).isEqualTo(ExitCode.IMAGES_FAILED);
  }
}
