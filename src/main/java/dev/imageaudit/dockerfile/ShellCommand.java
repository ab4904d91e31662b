package dev.imageaudit.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text behind {@code RUN}: a list of commands joined by {@code &&}, as far as it is one. */
final class ShellCommand {
  private static final String JOINT = " \\\n && ";

  /** From here on the shell ends at the first command that fails: {@code ;} joins as && does. */
  private static final Pattern STRICT =
      Pattern.compile("set -[a-z]*e[a-z]*(?: pipefail)? *(?:;|&&).*", Pattern.DOTALL);

  private ShellCommand() {}

  /**
   * Whether {@code RUN} means this text itself when it stands behind it in one line: no flags, no
   * exec form, no here-document, no continuation.
   */
  static boolean fitsShellForm(String command) {
    return Quoting.isPrintable(command)
        && !command.isEmpty()
        && command.equals(command.strip())
        && !command.startsWith("[")
        && !command.startsWith("--")
        && !command.startsWith("#")
        && !command.contains("<<")
        && !command.endsWith("\\");
  }

  /** {@code command}, which fits the shell form, with a line for each of its parts. */
  static String laidOut(String command) {
    List<String> lines = new ArrayList<>();
    for (String part : parts(command).orElse(List.of(command))) {
      lines.add(AptInstall.isOne(part) ? AptInstall.laidOut(part) : part);
    }
    return String.join(JOINT, lines);
  }

  /**
   * What {@code &&} joins at the top of {@code command}, or {@code ;} behind {@code set -e}, blanks
   * between words made one; empty where that cannot be told for sure.
   */
  static Optional<List<String>> parts(String command) {
    return new Splitter(command).split();
  }

  private static final class Splitter {
    private final String command;
    private final List<String> parts = new ArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final boolean isStrict;
    private char quote;

    Splitter(String command) {
      this.command = command;
      this.isStrict = STRICT.matcher(command).matches();
    }

    Optional<List<String>> split() {
      for (int i = 0; i < command.length(); i++) {
        char c = command.charAt(i);
        if (quote != 0) {
          part.append(c);
          quote = c == quote ? 0 : quote;
          if (c == '\\' && quote == '"') {
            return Optional.empty();
          }
        } else if ("\\`(){}#\n\t".indexOf(c) >= 0 && !isHarmless(i)) {
          return Optional.empty();
        } else if (c == '\'' || c == '"') {
          quote = c;
          part.append(c);
        } else if (c == '&' && i + 1 < command.length() && command.charAt(i + 1) == '&') {
          i++;
          end();
        } else if (c == ';' && isStrict) {
          end();
        } else if (c != ' ' || !endsInBlank()) {
          part.append(c);
        }
      }
      if (!(isStrict && part.toString().isBlank())) {
        end();
      }
      return quote != 0 || parts.stream().anyMatch(Splitter::isNoWholeCommand)
          ? Optional.empty()
          : Optional.of(parts);
    }

    /** {@code $(…)} and {@code ${…}} without blanks or quotes in them, and {@code a#b}. */
    private boolean isHarmless(int at) {
      char c = command.charAt(at);
      if (c == '#') {
        return at > 0 && command.charAt(at - 1) != ' ';
      }
      int open = c == '(' || c == '{' ? at : command.lastIndexOf(c == ')' ? '(' : '{', at);
      if ("(){}".indexOf(c) < 0 || open < 1 || command.charAt(open - 1) != '$') {
        return false;
      }
      int close = command.indexOf(command.charAt(open) == '(' ? ')' : '}', open);
      return close >= at && command.substring(open + 1, close).matches("[A-Za-z0-9_./: -]*");
    }

    private boolean endsInBlank() {
      return part.length() == 0 || part.charAt(part.length() - 1) == ' ';
    }

    private void end() {
      parts.add(part.toString().strip());
      part.setLength(0);
    }

    /** A part of {@code if}, {@code for}, {@code case}: {@code &&} inside those joins less. */
    private static boolean isNoWholeCommand(String part) {
      return part.isEmpty()
          || part.matches(
              "(?s)(?:.*[;|&] ?)?(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|!)(?: .*)?");
    }
  }
}
