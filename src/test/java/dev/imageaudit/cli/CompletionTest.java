package dev.imageaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts, read by the shells themselves. */
class CompletionTest {
  private static final List<Command> COMMANDS = List.of(new AuditCommand(), new RulesCommand());

  @TempDir private Path directory;

  private String run(String... words) throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    process.waitFor();
    return Files.readString(output);
  }

  private Path script(Completion shell) throws IOException {
    return Files.writeString(directory.resolve("script"), shell.script(COMMANDS) + "\n");
  }

  private static void assumeInstalled(String shell) {
    assumeTrue(
        List.of("/bin/", "/usr/bin/").stream().anyMatch(d -> Files.exists(Path.of(d + shell))),
        "install " + shell + " to check its completion");
  }

  @ParameterizedTest
  @CsvSource({
    "image-audit au, audit",
    "image-audit audit --insec, --insecure",
    "image-audit audit --no-pr, --no-progress",
    "image-audit rules sh, show",
    "image-audit audit --output /us, /usr",
    "image-audit audit --jobs a, ''",
  })
  void bashCompletes(String typed, String completed) throws Exception {
    assumeInstalled("bash");
    String asked =
        "source '%s'; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _image_audit; echo \"${COMPREPLY[*]}\""
            .formatted(script(Completion.BASH), typed);

    assertThat(run("bash", "-c", asked).strip()).isEqualTo(completed);
  }

  @Test
  void zshReadsItsScript() throws Exception {
    assumeInstalled("zsh");

    assertThat(run("zsh", "-n", script(Completion.ZSH).toString())).isEmpty();
  }

  @Test
  void fishCompletes() throws Exception {
    assumeInstalled("fish");
    String asked =
        "source %s; complete -C 'image-audit audit --insec'".formatted(script(Completion.FISH));

    assertThat(run("fish", "--no-config", "-c", asked)).startsWith("--insecure");
  }

  @Test
  void everyOptionIsInEveryScript() {
    for (Completion shell : Completion.values()) {
      String script = shell.script(COMMANDS);
      for (String name : new OptionNames(COMMANDS).all()) {
        assertThat(script).as(shell.name()).contains(name);
      }
      assertThat(script.getBytes(StandardCharsets.UTF_8)).doesNotContain((byte) '\r');
    }
  }
}
