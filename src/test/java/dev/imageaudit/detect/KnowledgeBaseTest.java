package dev.imageaudit.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageaudit.filesystem.CaptureRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnowledgeBaseTest {
  private static final String ENTRY =
      """
      - id: spade
        name: Spade
        kind: build-tool
        ecosystem: garden
        source: the shed
        packages: ['spade']
        signs:
          - all:
              - {path: bin/spade, elf: any, content: 'spade (.+)'}
        paths: ['bin/spade']
      """;

  private static KnowledgeBase read(String text) {
    return KnowledgeBase.of(List.of("garden.yaml"), Map.of("garden.yaml", text), "[]");
  }

  @Test
  void aRuleIsReadWithAllThatItSays() {
    Rule rule = read(ENTRY).rules().get(0);

    assertThat(rule.id()).isEqualTo("spade");
    assertThat(rule.kind()).isEqualTo(Kind.BUILD_TOOL);
    assertThat(rule.confidence()).isEqualTo(Confidence.HIGH);
    assertThat(rule.signs()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: build-tool         | kind: shovel          | spade, kind",
        "name: Spade              | nam: Spade            | nam",
        "name: Spade              | name: ''              | the name is empty",
        "source: the shed         | colour: green         | colour",
        "path: bin/spade          | path: '**/spade'      | a path of fixed depth",
        "path: bin/spade          | anywhere: spade       | a path of fixed depth",
        "elf: any                 | elf: [none]           | spade, signs.0.all.0.elf",
        "content: 'spade (.+)'    | content: 'spade ('    | no regular expression",
        "content: 'spade (.+)'    | traits: {colour: red} | no trait",
        "paths: ['bin/spade']     | paths: []             | signs need paths",
        "packages: ['spade']      | packages: ['(']       | Unclosed group",
        "packages: ['spade']      | mechanism: digging    | no mechanism",
        "packages: ['spade']      | id: rake              | Duplicate field",
      })
  void aWrongEntryIsNamedWithItsFile(String right, String wrong, String problem) {
    assertThatThrownBy(() -> read(ENTRY.replace(right, wrong)))
        .isInstanceOf(InvalidKnowledgeException.class)
        .hasMessageContaining("garden.yaml")
        .hasMessageContaining(problem);
  }

  @Test
  void twoEntriesOfOneIdAreWrong() {
    assertThatThrownBy(() -> read(ENTRY + ENTRY))
        .isInstanceOf(InvalidKnowledgeException.class)
        .hasMessage("garden.yaml: spade: the id is not the only one");
  }

  @Test
  void otherKnowledgeHasAnotherVersion() {
    assertThat(read(ENTRY).version())
        .isEqualTo(read(ENTRY).version())
        .isNotEqualTo(read(ENTRY.replace("Spade", "Shovel")).version());
  }

  @Test
  void theIndexerIsToldWhatTheRulesAskFor() {
    assertThat(read(ENTRY).probes())
        .singleElement()
        .satisfies(
            probe -> {
              assertThat(probe.pattern().matches("/opt/x/bin/spade")).isTrue();
              assertThat(probe.files()).isEqualTo(CaptureRules.Files.ELF);
            });
  }
}
