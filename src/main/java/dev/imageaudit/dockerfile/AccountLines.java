package dev.imageaudit.dockerfile;

import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of {@code /etc/passwd} and {@code /etc/group}.
 *
 * @see <a href="https://manpages.debian.org/bookworm/passwd/passwd.5.en.html">passwd(5)</a>
 */
final class AccountLines {
  private AccountLines() {}

  /** Those of each line of {@code file}, the name first; none where the file was not kept. */
  static List<String[]> of(RootFilesystem root, String file) {
    List<String[]> lines = new ArrayList<>();
    for (String line : root.text(file).orElse("").split("\n", -1)) {
      if (!line.isBlank()) {
        lines.add(line.split(":", -1));
      }
    }
    return lines;
  }
}
