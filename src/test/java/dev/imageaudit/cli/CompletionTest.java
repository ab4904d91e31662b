package dev.imageaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts, read by the shells themselves. */
class CompletionTest {
  private static final List<Command> COMMANDS = Main.COMMANDS;

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
    "image-audit compare --for, --format",
    "image-audit explain --insec, --insecure",
    "image-audit prove --proj, --projection",
    "image-audit dockerfile --cache, --cache-mounts",
    "image-audit show --no-p, --no-pager",
    "image-audit config sch, schema",
    "image-audit completion fi, fish",
    "image-audit audit --output /us, /usr",
    "image-audit audit --jobs a, ''",
  })
  void bashCompletes(String typed, String completed) throws Exception {
    assertThat(completedByBash(typed)).isEqualTo(completed);
  }

  private String completedByBash(String typed) throws Exception {
    assumeInstalled("bash");
    String asked =
        "source '%s'; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _image_audit; echo \"${COMPREPLY[*]}\""
            .formatted(script(Completion.BASH), typed);

    return run("bash", "-c", asked).strip();
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

  /** Each command of the program, as the program has it: none is forgotten, nor any option. */
  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandIsCompletedWithItsOwnOptions(Command command) throws Exception {
    List<String> words = new ArrayList<>();
    Main.options(command).getOptions().forEach(option -> words.add("--" + option.getLongOpt()));

    String asked = "image-audit " + command.name() + " --";
    assertThat(completedByBash("image-audit " + command.name()).split(" "))
        .contains(command.name());
    assertThat(completedByBash(asked).split(" ")).containsExactlyInAnyOrderElementsOf(words);
    for (Completion shell : List.of(Completion.ZSH, Completion.FISH)) {
      String own = section(shell, command.name());
      for (String word : words) {
        assertThat(own).as(shell.name()).containsPattern(option(shell, word));
      }
      assertThat(shell.script(COMMANDS).getBytes(StandardCharsets.UTF_8))
          .doesNotContain((byte) '\r');
    }
  }

  private static List<Command> commands() {
    return COMMANDS;
  }

  /** The part of a script that is about {@code command}. */
  private static String section(Completion shell, String command) {
    String script = shell.script(COMMANDS);
    if (shell == Completion.FISH) {
      return script
          .lines()
          .filter(line -> line.contains("__fish_seen_subcommand_from " + command + "'"))
          .collect(Collectors.joining("\n"));
    }
    int start = script.indexOf("\n    " + command + ")\n");
    return script.substring(start, script.indexOf(";;", start));
  }

  private static String option(Completion shell, String word) {
    return shell == Completion.FISH
        ? " -l " + word.substring(2) + "( |$)"
        : "'\\*?" + word + "[=\\[]";
  }
}
