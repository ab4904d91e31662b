package dev.imageaudit.closure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Takes a shell script apart into words and operators. It is tolerant: what is no valid script ends
 * somewhere, and never throws.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html">POSIX,
 *     shell command language</a>
 */
final class ShellLexer {
  private static final int MAX_TOKENS = 50_000;
  private static final String OPERATORS = ";&|()\n";

  /** A word or an operator. */
  sealed interface Token {}

  /** A word; {@code redirected} where it is the target of a redirection. */
  record Word(ShellWord word, boolean redirected) implements Token {}

  /**
   * {@code ;}, {@code ;;}, {@code &&}, {@code ||}, {@code |}, {@code &}, a parenthesis, a line's
   * end.
   */
  record Operator(String text) implements Token {}

  private final String script;
  private final List<Token> tokens = new ArrayList<>();
  private final Deque<String> hereDocuments = new ArrayDeque<>();
  private int at;
  private boolean redirected;
  private boolean hereDocument;

  private ShellLexer(String script) {
    this.script = script;
  }

  static List<Token> tokens(String script) {
    ShellLexer lexer = new ShellLexer(script);
    while (lexer.at < script.length() && lexer.tokens.size() < MAX_TOKENS) {
      lexer.next();
    }
    return lexer.tokens;
  }

  private void next() {
    char c = script.charAt(at);
    if (c == '\\' && peek(1) == '\n') {
      at += 2;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      at++;
    } else if (c == '#') {
      skipLine();
    } else if (OPERATORS.indexOf(c) >= 0) {
      operator(c);
    } else if (c == '<' || c == '>') {
      redirection(c);
    } else {
      word();
    }
  }

  private char peek(int ahead) {
    return at + ahead < script.length() ? script.charAt(at + ahead) : '\0';
  }

  private void skipLine() {
    int end = script.indexOf('\n', at);
    at = end < 0 ? script.length() : end;
  }

  private void operator(char c) {
    boolean isDouble = c != '\n' && c != '(' && c != ')' && peek(1) == c;
    tokens.add(new Operator(isDouble ? "" + c + c : "" + c));
    at += isDouble ? 2 : 1;
    if (c == '\n') {
      while (!hereDocuments.isEmpty()) {
        skipHereDocument(hereDocuments.poll());
      }
    }
  }

  private void skipHereDocument(String end) {
    while (at < script.length()) {
      int lineEnd = script.indexOf('\n', at);
      String line = script.substring(at, lineEnd < 0 ? script.length() : lineEnd);
      at = lineEnd < 0 ? script.length() : lineEnd + 1;
      if (line.strip().equals(end)) {
        return;
      }
    }
  }

  private void redirection(char c) {
    if (peek(1) == '(') { // process substitution
      at++;
      return;
    }
    hereDocument = c == '<' && peek(1) == '<' && peek(2) != '<';
    while (at < script.length() && "<>&|-".indexOf(script.charAt(at)) >= 0) {
      at++;
    }
    redirected = true;
  }

  private void word() {
    List<ShellWord.Part> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    boolean quoted = false;
    while (at < script.length()) {
      char c = script.charAt(at);
      if (!quoted && (" \t\r<>".indexOf(c) >= 0 || OPERATORS.indexOf(c) >= 0)) {
        break;
      }
      if (c == '\\' && at + 1 < script.length()) {
        if (peek(1) != '\n') {
          text.append(peek(1));
        }
        at += 2;
      } else if (c == '\'' && !quoted) {
        int end = script.indexOf('\'', at + 1);
        text.append(script, at + 1, end < 0 ? script.length() : end);
        at = end < 0 ? script.length() : end + 1;
      } else if (c == '"') {
        quoted = !quoted;
        at++;
      } else if (c == '$' || c == '`') {
        flush(text, parts);
        expansion(c, text).ifPresent(parts::add);
      } else {
        text.append(c);
        at++;
      }
    }
    flush(text, parts);
    add(new ShellWord(parts));
  }

  private void add(ShellWord word) {
    boolean isDescriptor =
        (peek(0) == '<' || peek(0) == '>')
            && word.literal().map(t -> t.matches("[0-9]")).orElse(false);
    if (hereDocument) {
      hereDocuments.add(word.literal().orElse(""));
    } else if (!isDescriptor) {
      tokens.add(new Word(word, redirected));
    }
    redirected = false;
    hereDocument = false;
  }

  private static void flush(StringBuilder text, List<ShellWord.Part> parts) {
    if (text.length() > 0) {
      parts.add(new ShellWord.Text(text.toString()));
      text.setLength(0);
    }
  }

  private Optional<ShellWord.Part> expansion(char c, StringBuilder text) {
    if (c == '`') {
      int end = script.indexOf('`', at + 1);
      String inner = script.substring(at + 1, end < 0 ? script.length() : end);
      at = end < 0 ? script.length() : end + 1;
      return Optional.of(new ShellWord.Substitution(inner));
    }
    char next = peek(1);
    if (next == '(') {
      boolean arithmetic = peek(2) == '(';
      String inner = balanced(at + 1, '(', ')');
      return Optional.of(arithmetic ? new ShellWord.Unknown() : new ShellWord.Substitution(inner));
    }
    if (next == '{') {
      return Optional.of(parameter(balanced(at + 1, '{', '}')));
    }
    int end = at + 1;
    while (end < script.length() && isNameCharacter(script.charAt(end))) {
      end++;
    }
    if (end == at + 1 && "@*#?$!-".indexOf(next) >= 0 && next != '\0') {
      end++;
    }
    String name = script.substring(at + 1, end);
    at = end;
    if (name.isEmpty()) {
      text.append('$');
      return Optional.empty();
    }
    return Optional.of(new ShellWord.Variable(name, Optional.empty()));
  }

  private static boolean isNameCharacter(char c) {
    return c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
  }

  /** The text between a bracket at {@code open} and its counterpart; moves behind that. */
  private String balanced(int open, char left, char right) {
    int depth = 0;
    boolean single = false;
    int i = open;
    for (; i < script.length(); i++) {
      char c = script.charAt(i);
      if (c == '\\' && !single) {
        i++;
      } else if (c == '\'') {
        single = !single;
      } else if (!single && c == left) {
        depth++;
      } else if (!single && c == right && --depth == 0) {
        break;
      }
    }
    int end = Math.min(i, script.length());
    at = Math.min(script.length(), end + 1);
    return script.substring(Math.min(open + 1, end), end);
  }

  private static ShellWord.Part parameter(String inner) {
    int end = 0;
    while (end < inner.length() && isNameCharacter(inner.charAt(end))) {
      end++;
    }
    String name = inner.substring(0, end);
    String rest = inner.substring(end);
    if (rest.isEmpty() || inner.equals("@") || inner.equals("*")) {
      return new ShellWord.Variable(name.isEmpty() ? inner : name, Optional.empty());
    }
    if (!name.isEmpty() && (rest.equals("[@]") || rest.equals("[*]"))) {
      return new ShellWord.Variable(name + "[@]", Optional.empty());
    }
    if (rest.startsWith(":-") || rest.startsWith(":=")) {
      return new ShellWord.Variable(name, literal(rest.substring(2)));
    }
    if (rest.startsWith("-") || rest.startsWith("=")) {
      return new ShellWord.Variable(name, literal(rest.substring(1)));
    }
    return new ShellWord.Unknown();
  }

  private static Optional<String> literal(String fallback) {
    String plain = fallback.replace("\"", "").replace("'", "");
    return plain.contains("$") || plain.contains("`") ? Optional.empty() : Optional.of(plain);
  }
}
