package dev.imageaudit.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.RootFixture;
import dev.imageaudit.packages.PackageInventory;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnRulesTest {
  private static final String FROB =
      """
      - id: frob
        name: Frobnicator
        kind: build-tool
        ecosystem: frob
        source: our wiki
        signs:
          - all:
              - {path: frob.conf, content: 'frob version=(?<version>[0-9.]+)'}
        paths: ['**']
      """;

  private static List<String> found(KnowledgeBase knowledge) {
    return new Detector(knowledge)
            .detect(
                new RootFixture()
                    .file("/opt/frob/frob.conf", "frob version=1.2\n")
                    .file("/app/.git/HEAD", "ref: refs/heads/main\n")
                    .directory("/app/.git/objects")
                    .build(new CaptureRules(knowledge.keeps(), knowledge.probes(), "test")),
                PackageInventory.EMPTY)
            .stream()
            .map(Finding::rule)
            .toList();
  }

  @Test
  void aRuleOfTheUsersIsAddedToTheKnowledge() {
    KnowledgeBase knowledge = KnowledgeBase.load();

    assertThat(found(knowledge)).containsExactly("git-repository");
    assertThat(found(knowledge.with("own.yaml", FROB))).containsExactly("frob", "git-repository");
    assertThat(knowledge.with("own.yaml", FROB).version()).isNotEqualTo(knowledge.version());
  }

  @Test
  void aRuleIsDisabledByItsId() {
    KnowledgeBase knowledge =
        KnowledgeBase.load().with("own.yaml", "- {id: git-repository, disabled: true}\n");

    assertThat(found(knowledge)).isEmpty();
  }

  @Test
  void aRuleWithTheIdOfAnotherTakesItsPlace() {
    KnowledgeBase knowledge =
        KnowledgeBase.load().with("own.yaml", FROB.replace("id: frob", "id: git-repository"));

    assertThat(knowledge.summaries().stream().filter(rule -> rule.id().equals("git-repository")))
        .containsExactly(new RuleSummary("git-repository", Kind.BUILD_TOOL, "frob", "Frobnicator"));
  }

  @Test
  void aWrongRuleIsNamedByFileLineAndField() {
    assertWrong(
        "- id: a\n  name: A\n  kind: sdk\n  ecosystem: a\n  source: s\n\n- id: frob\n  nmae: x\n",
        "own.yaml, line 1: a: there is neither a package nor a sign");
    assertWrong(FROB.replace("kind: build-tool", "kind: gadget"), "own.yaml, line 1: frob, kind: ");
    assertWrong(FROB.replace("name:", "nmae:"), "own.yaml, line 1: frob, nmae: ");
    assertWrong(
        FROB.replace("path: frob.conf,", "path: 'bin/*', elf: any,"),
        "own.yaml, line 1: frob: every program there would be searched for this alone; elf:"
            + " program looks for all such at once: bin/*");
    assertWrong("- {id: none, disabled: true}", "own.yaml: none: there is no such rule to disable");
    assertWrong("frob: 1", "own.yaml: document: is no list of rules");
    assertWrong("- id: [\n", "own.yaml, line 1: document: ");
  }

  private static void assertWrong(String text, String message) {
    assertThatThrownBy(() -> KnowledgeBase.load().with("own.yaml", text))
        .isInstanceOf(InvalidKnowledgeException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aRuleIsShownAsItIsWritten() {
    assertThat(KnowledgeBase.written("git-repository"))
        .hasValueSatisfying(
            text -> assertThat(text).startsWith("- id: git-repository\n").endsWith("['.git/**']"));
    assertThat(KnowledgeBase.written("no-such-rule")).isEmpty();
  }
}
