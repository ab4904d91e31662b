package dev.imageaudit.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.Content;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LockFilesTest {
  private static Set<String> python(String file, String text) {
    return PythonLock.devNames(file, Content.of(text));
  }

  @Test
  void poetryAndPdmNameTheGroupsOfEachPackage() {
    String lock =
        """
        [[package]]
        name = "Flask"
        groups = ["main"]

        [[package]]
        name = "py_test"
        groups = ["dev"]

        [[package]]
        name = "click"
        groups = ["main", "dev"]

        [[package]]
        name = "black"
        category = "dev"
        """;

    assertThat(python("poetry.lock", lock)).containsExactly("black", "py-test");
    assertThat(python("pdm.lock", lock.replace("main", "default")))
        .containsExactly("black", "py-test");
  }

  @Test
  void anOldPoetryThatNamesNoGroupsSaysNothing() {
    assertThat(python("poetry.lock", "[[package]]\nname = \"pytest\"\n")).isEmpty();
  }

  @Test
  void pipenvListsWhatIsForDevelopmentUnlessTheProgramNeedsItToo() {
    assertThat(
            python(
                "Pipfile.lock",
                "{\"default\": {\"click\": {}}, \"develop\": {\"pytest\": {}, \"click\": {}}}"))
        .containsExactly("pytest");
  }

  @Test
  void ofUvCountsWhatOnlyTheDevelopmentGroupsLeadTo() {
    String lock =
        """
        [[package]]
        name = "app"
        source = { editable = "." }
        dependencies = [{ name = "flask" }]

        [package.dev-dependencies]
        dev = [{ name = "pytest" }]

        [[package]]
        name = "flask"
        dependencies = [{ name = "click" }]

        [[package]]
        name = "pytest"
        dependencies = [{ name = "pluggy" }, { name = "click" }]

        [[package]]
        name = "pluggy"

        [[package]]
        name = "click"
        """;

    assertThat(python("uv.lock", lock)).containsExactly("pluggy", "pytest");
  }

  @Test
  void aFileThatIsNoLockFileSaysNothing() {
    assertThat(python("uv.lock", "= = =")).isEmpty();
    assertThat(python("Pipfile.lock", "[")).isEmpty();
  }

  @Test
  void aGemIsForDevelopmentByItsGroupsWhereverTheyAreNamed() {
    String gemfile =
        """
        gem "rails"
        gem "puma", group: :production
        gem "pry", groups: [:development, :test]
        group :test do
          gem "rspec" # gem "rack"
          if true
            gem "capybara"
          end
        end
        gem "rack"
        """;
    String lock =
        """
        GEM
          specs:
            capybara (3.39.2)
              rack (>= 1.6.0)
            method_source (1.0.0)
            pry (0.14.2)
              method_source (~> 1.0)
            puma (6.4.0)
            rack (3.0.8)
            rails (7.1.2)
            rspec (3.12.0)
        """;

    assertThat(GemfileLock.devGems(gemfile, lock))
        .isEqualTo(
            Map.of(
                "capybara-3.39.2", "capybara",
                "method_source-1.0.0", "method_source",
                "pry-0.14.2", "pry",
                "rspec-3.12.0", "rspec"));
  }
}
