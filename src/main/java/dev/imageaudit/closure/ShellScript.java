package dev.imageaudit.closure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The simple commands of a shell script, of all its branches, in the order in which they stand.
 *
 * @param functions the names that it defines
 */
record ShellScript(List<Command> commands, Set<String> functions) {

  /**
   * A simple command.
   *
   * @param assignments {@code NAME=value} before it, or alone
   * @param words the command and its arguments; empty where it only assigns
   * @param redirections the files that it reads from and writes to
   */
  record Command(
      Map<String, ShellWord> assignments, List<ShellWord> words, List<ShellWord> redirections) {}

  private static final Set<String> PREFIXES =
      Set.of(
          "if", "then", "elif", "else", "do", "while", "until", "!", "{", "}", "fi", "done",
          "time");
  private static final Set<String> HEADS = Set.of("for", "select", "case", "function");

  static ShellScript parse(String script) {
    return new Reader(ShellLexer.tokens(script)).read();
  }

  private static final class Reader {
    private static final Pattern ASSIGNMENT =
        Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\+?=(.*)", Pattern.DOTALL);

    private final List<ShellLexer.Token> tokens;
    private final List<Command> commands = new ArrayList<>();
    private final Set<String> functions = new HashSet<>();
    private Map<String, ShellWord> assignments = new LinkedHashMap<>();
    private List<ShellWord> words = new ArrayList<>();
    private List<ShellWord> redirections = new ArrayList<>();
    private int caseDepth;
    private boolean inPattern;
    private Optional<String> lastAssigned = Optional.empty();
    private Optional<String> array = Optional.empty();

    Reader(List<ShellLexer.Token> tokens) {
      this.tokens = tokens;
    }

    ShellScript read() {
      for (int i = 0; i < tokens.size(); i++) {
        ShellLexer.Token token = tokens.get(i);
        if (token instanceof ShellLexer.Operator operator) {
          operator(operator.text(), i);
        } else if (token instanceof ShellLexer.Word word) {
          if (word.redirected()) {
            redirections.add(word.word());
          } else {
            word(word.word());
          }
        }
      }
      end();
      return new ShellScript(List.copyOf(commands), Set.copyOf(functions));
    }

    private void operator(String text, int index) {
      if (array.isPresent()) {
        if (text.equals(")")) {
          ShellWord items = new ShellWord(List.of(new ShellWord.Array(words)));
          assignments.put(array.get(), items);
          array = Optional.empty();
          words = new ArrayList<>();
        }
        return;
      }
      array = text.equals("(") && words.isEmpty() ? lastAssigned : Optional.empty();
      lastAssigned = Optional.empty();
      if (array.isPresent()) {
        return;
      }
      if (inPattern) {
        inPattern = !text.equals(")");
        words.clear();
        return;
      }
      if (text.equals("(") && words.size() == 1 && isOperator(index + 1, ")")) {
        words.get(0).literal().ifPresent(functions::add);
        words.clear();
        return;
      }
      end();
      inPattern = text.equals(";;") && caseDepth > 0;
    }

    private boolean isOperator(int index, String text) {
      return index < tokens.size()
          && tokens.get(index) instanceof ShellLexer.Operator operator
          && operator.text().equals(text);
    }

    private void word(ShellWord word) {
      if (array.isPresent()) {
        words.add(word);
        return;
      }
      lastAssigned = Optional.empty();
      Optional<String> literal = word.literal();
      if (literal.filter("esac"::equals).isPresent() && (inPattern || words.isEmpty())) {
        caseDepth = Math.max(0, caseDepth - 1);
        inPattern = false;
        words.clear();
        return;
      }
      if (inPattern) {
        return;
      }
      if (words.isEmpty() && literal.filter(PREFIXES::contains).isPresent()) {
        return;
      }
      if (words.isEmpty() && assign(word)) {
        return;
      }
      words.add(word);
      if (is(0, "case") && literal.filter("in"::equals).isPresent() && words.size() >= 3) {
        words.clear();
        caseDepth++;
        inPattern = true;
      }
    }

    private boolean is(int index, String text) {
      return words.get(index).literal().filter(text::equals).isPresent();
    }

    private boolean assign(ShellWord word) {
      if (word.parts().isEmpty() || !(word.parts().get(0) instanceof ShellWord.Text first)) {
        return false;
      }
      Matcher matcher = ASSIGNMENT.matcher(first.text());
      if (!matcher.matches()) {
        return false;
      }
      List<ShellWord.Part> value = new ArrayList<>();
      value.add(new ShellWord.Text(matcher.group(2)));
      value.addAll(word.parts().subList(1, word.parts().size()));
      assignments.put(matcher.group(1), new ShellWord(value));
      boolean isEmpty = matcher.group(2).isEmpty() && word.parts().size() == 1;
      lastAssigned = isEmpty ? Optional.of(matcher.group(1)) : Optional.empty();
      return true;
    }

    private void end() {
      if (!words.isEmpty() && is(0, "function") && words.size() > 1) {
        words.get(1).literal().ifPresent(functions::add);
        words.clear();
      }
      boolean isHead =
          !words.isEmpty() && words.get(0).literal().filter(HEADS::contains).isPresent();
      if (isHead && !is(0, "for")) {
        words.clear();
      }
      if (!words.isEmpty() || !assignments.isEmpty() || !redirections.isEmpty()) {
        commands.add(
            new Command(Map.copyOf(assignments), List.copyOf(words), List.copyOf(redirections)));
        assignments = new LinkedHashMap<>();
        words = new ArrayList<>();
        redirections = new ArrayList<>();
      }
    }
  }
}
