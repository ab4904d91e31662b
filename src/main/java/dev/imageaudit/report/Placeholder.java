package dev.imageaudit.report;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.util.CellReference;

/** What a template's cell asks for: <code>${reference}</code>. */
record Placeholder(String name, CellReference place) {
  private static final Pattern SYNTAX = Pattern.compile("\\s*\\$\\{([^{}]+)\\}\\s*");

  /** That of {@code cell}, which holds nothing else. */
  static Optional<Placeholder> in(Cell cell) {
    if (cell.getCellType() != CellType.STRING) {
      return Optional.empty();
    }
    Matcher matcher = SYNTAX.matcher(cell.getStringCellValue());
    return matcher.matches()
        ? Optional.of(new Placeholder(matcher.group(1).strip(), new CellReference(cell)))
        : Optional.empty();
  }

  /**
   * What it stands for.
   *
   * @throws IOException where {@code fields} do not know the name
   */
  <T> Function<T, CellValue> resolve(Fields<T> fields) throws IOException {
    return fields
        .find(name)
        .orElseThrow(
            () ->
                new IOException(
                    "the template's cell "
                        + place.formatAsString()
                        + " asks for ${"
                        + name
                        + "}, which does not exist there"));
  }
}
