package dev.imageaudit.closure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ShellScriptTest {

  /** Writes down what a script does. */
  private static class Recorder implements ShellFollower.Listener {
    final List<String> runs = new ArrayList<>();
    final List<String> sources = new ArrayList<>();
    final List<String> names = new ArrayList<>();
    final List<String> goesThrough = new ArrayList<>();
    final List<String> assigns = new ArrayList<>();
    final List<String> lost = new ArrayList<>();

    @Override
    public void runs(List<String> argv, String directory) {
      runs.add(String.join(" ", argv));
    }

    @Override
    public void sources(String path, String directory) {
      sources.add(path);
    }

    @Override
    public void goesThrough(String path, String directory) {
      goesThrough.add(path);
    }

    @Override
    public void names(String path, boolean withAllInIt) {
      names.add(path + (withAllInIt ? "/**" : ""));
    }

    @Override
    public void assigns(String variable, String value) {
      assigns.add(variable + "=" + value);
    }

    @Override
    public void losesTrack(String clause) {
      lost.add(clause);
    }
  }

  private static Recorder follow(String script, String... arguments) {
    Recorder recorder = new Recorder();
    new ShellFollower(
            new ShellState("/app/run.sh", List.of(arguments), "/app", Map.of("HOME", "/root")),
            recorder)
        .follow(script);
    return recorder;
  }

  @Test
  void commandsOfAllBranchesAreFoundAndKeywordsAreNone() {
    Recorder recorder =
        follow(
            """
            #!/bin/sh
            set -e
            if [ -x /usr/bin/gcc ]; then
              migrate up && seed # not this: gcc
            elif ! check; then
              fallback
            else
              other
            fi
            while wait_for db; do sleep 1; done
            """);
    assertThat(recorder.runs)
        .containsExactly(
            "migrate up", "seed", "check", "fallback", "other", "wait_for db", "sleep 1");
  }

  @Test
  void patternsOfACaseAreNoCommands() {
    Recorder recorder =
        follow(
            """
            case "$1" in
              gcc|make) compile ;;
              -*) set -- server "$@" ;;
              *) exec "$@" ;;
            esac
            after
            """,
            "start",
            "now");
    assertThat(recorder.runs).containsExactly("compile", "server start now", "start now", "after");
  }

  @Test
  void variablesWithKnownValuesAreFollowed() {
    Recorder recorder =
        follow(
            """
            DIR=/opt/app
            if test "$X"; then JAVA=/opt/jre/bin/java; else JAVA=java; fi
            "$JAVA" -jar "${DIR}/app.jar" ${MODE:-fast}
            "$(dirname "$0")/helper" x
            """);
    assertThat(recorder.runs)
        .contains("/opt/jre/bin/java -jar /opt/app/app.jar fast")
        .contains("java -jar /opt/app/app.jar fast")
        .contains("/app/helper x");
  }

  @Test
  void whatCannotBeFollowedIsSaid() {
    Recorder recorder = follow("\"$UNKNOWN\" x\neval \"$CODE\"\n. \"$FILE\"\n");
    assertThat(recorder.runs).isEmpty();
    assertThat(recorder.lost).hasSize(3);
  }

  @Test
  void functionsAndTextsOfHereDocumentsAreNoCommands() {
    Recorder recorder =
        follow(
            """
            log() { printf '%s\\n' "$1"; }
            function die { exit 1; }
            log hello
            cat > /etc/app.conf <<EOF
            gcc -o x
            EOF
            die
            run --it 2>&1 >/dev/null
            """);
    assertThat(recorder.runs).containsExactly("cat", "run --it");
  }

  @Test
  void substitutionsSourcesTrapsAndLoopsAreFollowed() {
    Recorder recorder =
        follow(
            """
            version=$(app --version | cut -d. -f1)
            . /etc/profile.d/x.sh
            trap 'cleanup now' EXIT
            for f in /docker-entrypoint.d/*; do
              case "$f" in *.sh) "$f" ;; esac
            done
            """);
    assertThat(recorder.runs).contains("app --version", "cut -d. -f1", "cleanup now");
    assertThat(recorder.sources).containsExactly("/etc/profile.d/x.sh");
    assertThat(recorder.goesThrough).containsExactly("/docker-entrypoint.d/*");
  }

  @Provide
  Arbitrary<String> scripts() {
    return Arbitraries.of(
            "if",
            "case",
            "in",
            ")",
            "(",
            "${",
            "}",
            "$(",
            "`",
            "\"",
            "'",
            "<<EOF",
            "\n",
            " ",
            ";;",
            "esac",
            "x",
            "\\",
            "$",
            "#",
            "{",
            "&&",
            "exec",
            "\"$@\"",
            "for",
            "function",
            "=",
            "a=b")
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  @Property
  void noTextMakesItFail(@ForAll("scripts") String script) {
    assertThatCode(() -> follow(script, "x")).doesNotThrowAnyException();
  }

  @Test
  void arraysHoldCommands() {
    Recorder recorder =
        follow(
            """
            DIR=/opt
            args=(java -Xmx1g)
            args+=(-jar "$DIR/app.jar")
            exec "${args[@]}" "$@"
            """,
            "serve");
    assertThat(recorder.runs).containsExactly("java -Xmx1g -jar /opt/app.jar serve");
    assertThat(recorder.lost).isEmpty();
  }

  @Test
  void argumentsThatAreSetOrShiftedAreRun() {
    Recorder recorder = follow("shift\nexec tool \"$@\"\n", "a", "b");
    assertThat(recorder.runs).contains("tool b");
  }

  @Test
  void askingWhetherThereIsACommandDoesNotRunIt() {
    Recorder recorder = follow("if command -v gcc; then :; fi\nJ=$(which java)\n\"$J\" -v\n");
    assertThat(recorder.runs).containsExactly("which java", "java -v");
  }

  @Test
  void aDirectoryIsTheOneThatWasChangedTo() {
    List<String> directories = new ArrayList<>();
    Recorder recorder =
        new Recorder() {
          @Override
          public void runs(List<String> argv, String directory) {
            directories.add(directory);
          }
        };
    new ShellFollower(new ShellState("/run.sh", List.of(), "/", Map.of()), recorder)
        .follow("cd /srv/app && ./server\ncd ../other\nserve\n");
    assertThat(directories).containsExactly("/srv/app", "/srv/other");
  }

  @Test
  void pathsThatAreNamedAreTold() {
    Recorder recorder = follow("serve --root=/x /var/www\nmkdir -p /var/lib/x\necho /etc/passwd\n");
    assertThat(recorder.names).containsExactly("/var/www/**", "/var/lib/x");
  }
}
