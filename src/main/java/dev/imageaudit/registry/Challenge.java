package dev.imageaudit.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One way to authenticate that a server offers in {@code WWW-Authenticate}, such as {@code Bearer
 * realm="https://auth.example.com/token",service="registry.example.com"}.
 *
 * @param scheme in lower case
 * @param parameters by lower-case name, as decoded
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1">RFC 9110, section 11.6.1</a>
 */
record Challenge(String scheme, Map<String, String> parameters) {

  Challenge {
    scheme = scheme.toLowerCase(Locale.ROOT);
    parameters = Map.copyOf(parameters);
  }

  boolean isBearer() {
    return scheme.equals("bearer");
  }

  boolean isBasic() {
    return scheme.equals("basic");
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  /** The challenges of a header's value, in order; what is malformed is passed over. */
  static List<Challenge> parse(String header) {
    return new Parser(header).challenges();
  }

  /** Reads {@code scheme [token68 | name=value, …], scheme …}. */
  private static final class Parser {
    private final String text;
    private int position;

    Parser(String text) {
      this.text = text;
    }

    List<Challenge> challenges() {
      List<Challenge> challenges = new ArrayList<>();
      skipSeparators();
      while (position < text.length()) {
        String scheme = token();
        if (scheme.isEmpty()) {
          position++;
        } else {
          challenges.add(new Challenge(scheme, parameters()));
        }
        skipSeparators();
      }
      return challenges;
    }

    /** The parameters up to the next scheme: a token that no equals sign follows. */
    private Map<String, String> parameters() {
      Map<String, String> parameters = new LinkedHashMap<>();
      while (true) {
        skipSeparators();
        int start = position;
        String name = token();
        skipSpaces();
        if (name.isEmpty() || !at('=')) {
          position = start;
          return parameters;
        }
        position++;
        skipSpaces();
        String value = at('"') ? quoted() : token();
        parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
        while (at('=')) {
          position++; // the padding of a token68
        }
      }
    }

    private String token() {
      int start = position;
      while (position < text.length() && isTokenCharacter(text.charAt(position))) {
        position++;
      }
      return text.substring(start, position);
    }

    private String quoted() {
      StringBuilder value = new StringBuilder();
      position++;
      while (position < text.length() && !at('"')) {
        if (at('\\') && position + 1 < text.length()) {
          position++;
        }
        value.append(text.charAt(position++));
      }
      position = Math.min(position + 1, text.length());
      return value.toString();
    }

    private boolean at(char wanted) {
      return position < text.length() && text.charAt(position) == wanted;
    }

    private void skipSpaces() {
      while (at(' ') || at('\t')) {
        position++;
      }
    }

    private void skipSeparators() {
      while (at(' ') || at('\t') || at(',')) {
        position++;
      }
    }

    /** RFC 9110's token characters, and those that unquoted URLs and token68 add to them. */
    private static boolean isTokenCharacter(char c) {
      return c > ' ' && c < 0x7f && c != ',' && c != '=' && c != '"';
    }
  }
}
