package dev.imageaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
  private static final OptionNames NAMES =
      new OptionNames(List.of(new AuditCommand(), new RulesCommand()));

  @TempDir private Path directory;

  private Map<String, Setting> settings(
      String yaml, Map<String, String> environment, String... arguments) throws Exception {
    Path file = Files.writeString(directory.resolve("image-audit.yaml"), yaml);
    Options options = Main.options(new AuditCommand());
    CommandLine line = parse(options, arguments);
    return Configuration.of(parse(options, "--config=" + file), environment, NAMES)
        .settings("audit", options, line);
  }

  private Setting setting(String option, String yaml, Map<String, String> environment)
      throws Exception {
    return Objects.requireNonNull(settings(yaml, environment).get(option));
  }

  private static CommandLine parse(Options options, String... arguments) throws ParseException {
    return new DefaultParser().parse(options, arguments);
  }

  private void assertRefused(String yaml, String message) {
    assertThatThrownBy(() -> settings(yaml, Map.of()))
        .isInstanceOf(UsageException.class)
        .hasMessage(directory.resolve("image-audit.yaml") + message);
  }

  @Test
  void theCommandLineIsStrongerThanTheEnvironmentAndThatThanTheFile() throws Exception {
    String yaml = "output: of-file\njobs: 3\ntimeout: 7\n";
    Map<String, Setting> settings =
        settings(
            yaml,
            Map.of("IMAGE_AUDIT_OUTPUT", "of-environment", "IMAGE_AUDIT_JOBS", "4"),
            "--output=of-line");

    assertThat(settings.get("output")).isEqualTo(new Setting(List.of("of-line"), "--output"));
    assertThat(settings.get("jobs")).isEqualTo(new Setting(List.of("4"), "IMAGE_AUDIT_JOBS"));
    assertThat(setting("timeout", yaml, Map.of()).values()).containsExactly("7");
    assertThat(setting("timeout", yaml, Map.of()).origin()).endsWith("image-audit.yaml:3");
    assertThat(settings).doesNotContainKey("latest");
  }

  @Test
  void whatStandsBelowACommandHoldsForThatCommandAndIsStronger() throws Exception {
    assertThat(setting("jobs", "audit: {jobs: 3}\njobs: 5\n", Map.of()).values())
        .containsExactly("3");
    assertThat(
            setting(
                "jobs",
                "jobs: 5\n",
                Map.of("IMAGE_AUDIT_AUDIT_JOBS", "2", "IMAGE_AUDIT_JOBS", "9")))
        .isEqualTo(new Setting(List.of("2"), "IMAGE_AUDIT_AUDIT_JOBS"));
  }

  @Test
  void optionsThatMayBeRepeatedTakeLists() throws Exception {
    assertThat(setting("exclude", "exclude: ['*-dev', '*-ci']\n", Map.of()).values())
        .containsExactly("*-dev", "*-ci");
    assertThat(setting("exclude", "exclude: '*-dev'\n", Map.of()).values())
        .containsExactly("*-dev");
    assertThat(setting("exclude", "", Map.of("IMAGE_AUDIT_EXCLUDE", "*-dev, *-ci,")).values())
        .containsExactly("*-dev", "*-ci");
  }

  @Test
  void aFlagOfTheLineIsStrongerThanOneThatExcludesItInTheFile() throws Exception {
    assertThat(settings("quiet: true\n", Map.of(), "--verbose")).containsOnlyKeys("verbose");
  }

  @Test
  void anEmptyVariableSaysNothing() throws Exception {
    assertThat(setting("jobs", "jobs: 3\n", Map.of("IMAGE_AUDIT_JOBS", "")).values())
        .containsExactly("3");
  }

  @Test
  void aCommandMayHaveNothingBelowIt() throws Exception {
    assertThat(setting("jobs", "jobs: 3\naudit:\n  # jobs: 4\n", Map.of()).values())
        .containsExactly("3");
  }

  @Test
  void aVariableOfAFlagTakesTrueOrFalse() throws Exception {
    assertThat(setting("quiet", "quiet: true\n", Map.of("IMAGE_AUDIT_QUIET", "0")).values())
        .containsExactly("false");
    assertThatThrownBy(() -> settings("", Map.of("IMAGE_AUDIT_QUIET", "yes")))
        .isInstanceOf(UsageException.class)
        .hasMessage("IMAGE_AUDIT_QUIET takes true or false, not yes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          outputs: x           | :1: there is no option outputs; did you mean output?
          zzzzzzzz: x          | :1: there is no option zzzzzzzz
          help: true           | :1: there is no option help
          audits: {}           | :1: there is no option audits; did you mean audit?
          output: [a, b]       | :1: output takes one value, not a list
          output: {a: b}       | :1: output takes no names and values
          output:              | :1: output has no value
          quiet: maybe         | :1: quiet takes true or false
          audit: x             | :1: audit takes options and their values
          audit: {outpt: x}    | :1: there is no option outpt; did you mean output?
          - output             | :1: is no list of options, such as  output: reports
          exclude: [{a: b}]    | :1: exclude takes no names and values
          exclude: [[a]]       | :1: exclude takes no names and values
          """)
  void aWrongFileIsRefusedWithTheLine(String yaml, String message) {
    assertRefused(yaml, message);
  }

  @Test
  void theLineIsThatOfTheMistake() {
    assertRefused(
        "# ours\noutput: out\n\nplatfrom: all\n",
        ":4: there is no option platfrom; did you mean platform?");
  }

  @Test
  void anOptionThatIsSaidTwiceIsRefused() {
    assertThatThrownBy(() -> settings("output: a\noutput: b\n", Map.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("image-audit.yaml:2: ")
        .hasMessageContaining("output");
  }

  @Test
  void aFileThatIsNamedHasToBeThere() throws Exception {
    Options options = Main.options(new AuditCommand());
    CommandLine line = parse(options, "--config=" + directory.resolve("none.yaml"));

    assertThatThrownBy(() -> Configuration.of(line, Map.of(), NAMES))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("there is no configuration file");
  }

  @Property(tries = 300)
  void anyFileIsReadOrRefused(@ForAll String text) throws IOException {
    Path file = Files.createTempFile("image-audit", ".yaml");
    try {
      Files.writeString(file, text);
      ConfigurationFile.read(file, NAMES);
    } catch (UsageException e) {
      assertThat(e).hasMessageContaining(file.toString());
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void anOptionIsAListIfItsHelpSaysThatItMayBeRepeated() {
    for (String name : NAMES.all()) {
      assertThat(NAMES.option(name).getDescription().contains("may be repeated"))
          .as(name)
          .isEqualTo(NAMES.kind(name) == OptionKind.LIST);
    }
  }
}
