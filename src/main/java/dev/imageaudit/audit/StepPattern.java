package dev.imageaudit.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an instruction reads like: {@code *} is any run of characters, <code>{version}</code> a
 * version, all else stands for itself. Matching takes one pass, whatever the text is.
 */
final class StepPattern {
  private static final String VERSION = "{version}";
  private static final int MAX_VERSION_CHARACTERS = 80;

  private final String text;
  private final List<Piece> pieces;

  /** What stands between two asterisks. */
  private record Piece(String before, boolean hasVersion, String after) {
    static Piece of(String text) {
      int version = text.indexOf(VERSION);
      return version < 0
          ? new Piece(text, false, "")
          : new Piece(text.substring(0, version), true, text.substring(version + VERSION.length()));
    }

    /** Where this piece ends in {@code text} if it begins at {@code start}; negative if not. */
    int end(String text, int start, boolean isLast) {
      if (!text.startsWith(before, start)) {
        return -1;
      }
      int from = start + before.length();
      if (!hasVersion) {
        return isLast && from < text.length() ? -1 : from;
      }
      int found = -1;
      for (int end = from + 1; end <= limit(text, from); end++) {
        int after = end + this.after.length();
        if (text.startsWith(this.after, end) && (!isLast || after == text.length())) {
          found = after;
          if (!this.after.isEmpty()) {
            break;
          }
        }
      }
      return found;
    }

    private static int limit(String text, int from) {
      int end = from;
      while (end < text.length()
          && isOfVersion(text.charAt(end))
          && end - from < MAX_VERSION_CHARACTERS) {
        end++;
      }
      return end;
    }

    String version(int start, int end, String text) {
      return text.substring(start + before.length(), end - after.length());
    }

    private static boolean isOfVersion(char c) {
      return c < 128 && (Character.isLetterOrDigit(c) || "._+-".indexOf(c) >= 0);
    }
  }

  /** That a text matches, and which version it names. */
  record Match(Optional<String> version) {}

  private StepPattern(String text, List<Piece> pieces) {
    this.text = text;
    this.pieces = pieces;
  }

  static StepPattern of(String text) {
    List<Piece> pieces = new ArrayList<>();
    for (String piece : text.split("\\*", -1)) {
      pieces.add(Piece.of(piece));
    }
    return new StepPattern(text, pieces);
  }

  /** Whether {@code step}, with single blanks between its words, reads like this. */
  Optional<Match> match(String step) {
    Optional<String> version = Optional.empty();
    int at = 0;
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      boolean isLast = i == pieces.size() - 1;
      int start = at;
      int end = piece.end(step, start, isLast);
      while (end < 0 && i > 0 && start >= 0) {
        start = step.indexOf(piece.before, start + 1);
        end = start < 0 ? -1 : piece.end(step, start, isLast);
        if (start == step.length()) {
          break;
        }
      }
      if (end < 0) {
        return Optional.empty();
      }
      if (piece.hasVersion) {
        version = Optional.of(piece.version(start, end, step));
      }
      at = end;
    }
    return Optional.of(new Match(version));
  }

  @Override
  public String toString() {
    return text;
  }
}
