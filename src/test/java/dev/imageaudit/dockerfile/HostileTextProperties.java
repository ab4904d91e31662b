package dev.imageaudit.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever an image's texts hold, they stay in their places in the Dockerfile. */
class HostileTextProperties {
  private static final List<String> SHELL = List.of("/bin/sh", "-c");

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "\n",
            "\r\n",
            "\\",
            "\\\n",
            "\"",
            "'",
            "#",
            "# syntax=evil/frontend",
            "# escape=`",
            "FROM evil AS build",
            "\nRUN evil",
            "USER root",
            "<<EOF",
            "EOF",
            "[",
            "]",
            "[\"a\"]",
            "&&",
            " && ",
            ";",
            "$",
            "${A}",
            "$(",
            ")",
            "`",
            "--mount=type=secret",
            "\u001b[2J",
            "\u2028",
            "\u202e",
            "\u007f",
            "\u00a0",
            "\t",
            " ",
            "a",
            "apt-get install",
            "x=y",
            "{",
            "}",
            "if",
            "then",
            "\ud83d\ude00",
            "\ud800",
            "=");
    return pieces.list().ofMaxSize(12).map(words -> String.join("", words));
  }

  @Property
  void aCommandIsOneInstructionAndMeansItself(@ForAll("hostile") String command) {
    String stripped = command.strip();
    DockerfileText file = new DockerfileText(false);
    file.from("a:1", "");
    file.run(SHELL, stripped, List.of());
    file.plain("USER", "1");

    ParsedDockerfile parsed = ParsedDockerfile.of(file.text());
    assertThat(parsed.directives()).isEmpty();
    assertThat(parsed.instructions())
        .extracting(ParsedDockerfile.Instruction::keyword)
        .containsExactly("FROM", "RUN", "USER");
    ParsedDockerfile.Instruction run = parsed.instructions().get(1);
    if (run.isExec()) {
      assertThat(run.exec()).hasSize(3);
      assertThat(wellFormed(run.exec().get(2))).isEqualTo(wellFormed(stripped));
    } else {
      assertThat(withoutBlanks(run.arguments())).isEqualTo(withoutBlanks(stripped));
      assertThat(run.arguments()).doesNotContain("<<").doesNotStartWith("--");
    }
  }

  @Property
  void aCommentIsNothingButAComment(@ForAll("hostile") String text) {
    DockerfileText file = new DockerfileText(false);
    file.comment("Note: " + text);
    file.fillIn(text);
    file.from("a:1", "");

    ParsedDockerfile parsed = ParsedDockerfile.of(file.text());
    assertThat(parsed.directives()).isEmpty();
    assertThat(parsed.instructions()).hasSize(1);
    assertThat(file.text()).matches("[^\\x00-\\x09\\x0b-\\x1f\\x7f\\u2028\\u202e]*");
  }

  @Property
  void aVariableIsOneAssignmentThatNothingExpands(@ForAll("hostile") String value) {
    DockerfileText file = new DockerfileText(false);
    file.from("a:1", "");
    file.assign("ENV", List.of("A=" + value, "B=1"));

    ParsedDockerfile parsed = ParsedDockerfile.of(file.text());
    assertThat(parsed.all("ENV")).hasSize(1);
    String arguments = parsed.all("ENV").get(0).arguments();
    assertThat(arguments).endsWith("B=1");
    if (arguments.startsWith("A=")) {
      assertThat(unquoted(arguments.substring(2, arguments.length() - 3).strip())).isEqualTo(value);
    } else {
      assertThat(file.fillIns()).isNotEmpty();
    }
  }

  @Property
  void theEntryPointIsWordForWord(@ForAll("hostile") String word) {
    DockerfileText file = new DockerfileText(false);
    file.from("a:1", "");
    file.exec("ENTRYPOINT", List.of("/app", word));

    ParsedDockerfile parsed = ParsedDockerfile.of(file.text());
    assertThat(parsed.instructions()).hasSize(2);
    assertThat(wellFormed(parsed.instructions().get(1).exec().get(1))).isEqualTo(wellFormed(word));
    assertThat(file.text()).matches("[\\x0a\\x20-\\x7e]*");
  }

  /** Of double quotes with backslashes before quotes, dollars and backslashes. */
  private static String unquoted(String value) {
    if (!value.startsWith("\"")) {
      return value;
    }
    assertThat(value.replaceAll("\\\\.", "")).doesNotContain("$").matches("\"[^\"]*\"");
    return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
  }

  private static String withoutBlanks(String text) {
    return text.replaceAll("\\s+", "");
  }

  /** JSON has no half characters. */
  private static String wellFormed(String text) {
    return text.replaceAll("[\\ud800-\\udfff]", "?");
  }
}
