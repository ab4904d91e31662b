package dev.imageaudit.cli;

import dev.imageaudit.report.VisibleText;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.WCWidth;

/**
 * A text for people, as wide as their terminal. What a terminal would obey is written out; what is
 * too wide is cut or wrapped, by the columns that it takes and not by its characters.
 */
final class Sheet {
  /** Narrower ones get lines that they have to break themselves. */
  private static final int MIN_COLUMNS = 40;

  /** How a piece of text looks where there are colours. */
  enum Look {
    PLAIN,
    STRONG,
    FAINT,
    GOOD,
    WASTE,
    BAD;

    private AttributedStyle style() {
      return switch (this) {
        case PLAIN -> AttributedStyle.DEFAULT;
        case STRONG -> AttributedStyle.BOLD;
        case FAINT -> AttributedStyle.DEFAULT.faint();
        case GOOD -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
        case WASTE -> AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
        case BAD -> AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
      };
    }
  }

  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final int columns;
  private final AttributedStringBuilder text = new AttributedStringBuilder();

  /** An empty one; a terminal of less than 40 columns is taken for one of 40. */
  Sheet(int columns) {
    this.columns = Math.max(MIN_COLUMNS, columns);
  }

  int columns() {
    return columns;
  }

  /** A heading, with an empty line above it unless it is the first line. */
  Sheet heading(String heading) {
    if (text.length() > 0) {
      text.append('\n');
    }
    return line().add(heading, Look.STRONG).end();
  }

  /** Begins a line. */
  Line line() {
    return new Line();
  }

  /** {@code words} behind {@code start}, which the further lines are indented by. */
  Sheet wrapped(String start, String words) {
    return wrapped(start, words, Look.PLAIN);
  }

  /** The same in one look. */
  Sheet wrapped(String start, String words, Look look) {
    int indent = width(start);
    Line line = line().add(start);
    for (String word : SPACE.splitAsStream(words).filter(w -> !w.isEmpty()).toList()) {
      String left = VisibleText.of(word);
      if (line.column > indent && line.column + 1 + width(left) > columns) {
        line.end();
        line = line().add(" ".repeat(indent));
      } else if (line.column > indent) {
        line.add(" ");
      }
      while (line.column + width(left) > columns && columns > indent) {
        int fitting = fitting(left, columns - line.column);
        line.add(left.substring(0, fitting), look).end();
        line = line().add(" ".repeat(indent));
        left = left.substring(fitting);
      }
      line.add(left, look);
    }
    return line.end();
  }

  /** How many of the characters of {@code text} fit, at least one. */
  private static int fitting(String text, int columns) {
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      used += Math.max(0, WCWidth.wcwidth(point));
      if (used > columns && end > 0) {
        break;
      }
      end += Character.charCount(point);
    }
    return end;
  }

  private static String visible(String piece) {
    return VisibleText.of(piece.replaceAll("[\\r\\n\\t]+ *", " "));
  }

  private static int width(String text) {
    return new AttributedString(text).columnLength();
  }

  /** As it is printed, with or without the codes that colour it. */
  String toText(boolean isColourful) {
    return isColourful ? text.toAttributedString().toAnsi() : text.toString();
  }

  /** A line under construction. */
  final class Line {
    private final AttributedStringBuilder line = new AttributedStringBuilder();
    private int column;

    Line add(String piece) {
      return add(piece, Look.PLAIN);
    }

    Line add(String piece, Look look) {
      String visible = visible(piece);
      line.styled(look.style(), visible);
      column += width(visible);
      return this;
    }

    /** {@code piece}, cut and filled to {@code width}. */
    Line left(String piece, int width) {
      String visible = visible(piece);
      if (width(visible) > width) {
        visible = visible.substring(0, fitting(visible, width - 1)) + "…";
      }
      return add(visible + " ".repeat(Math.max(0, width - width(visible))));
    }

    /** {@code piece} with spaces before it. */
    Line right(String piece, int width) {
      return right(piece, width, Look.PLAIN);
    }

    /** The same in one look. */
    Line right(String piece, int width, Look look) {
      return add(" ".repeat(Math.max(0, width - width(piece))) + piece, look);
    }

    /** Ends it; what is too wide is cut. */
    Sheet end() {
      AttributedString whole = line.toAttributedString();
      if (column > columns) {
        text.append(whole.columnSubSequence(0, columns - 1)).append("…");
      } else {
        text.append(whole);
      }
      text.append('\n');
      return Sheet.this;
    }
  }
}
