package dev.imageaudit.packages;

import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which distribution an image is made of.
 *
 * @param id such as {@code debian}; {@code linux} where the image does not say
 * @param versionId such as {@code 12}; empty where there is none
 * @see <a
 *     href="https://www.freedesktop.org/software/systemd/man/latest/os-release.html">os-release(5)</a>
 */
public record OsRelease(String id, String versionId) {

  /** Reads {@code /etc/os-release}, else {@code /usr/lib/os-release}. */
  public static OsRelease of(RootFilesystem root) {
    String text =
        Stream.of("/etc/os-release", "/usr/lib/os-release")
            .flatMap(path -> root.resolve(path).flatMap(f -> f.inode().content()).stream())
            .findFirst()
            .map(Content::utf8)
            .orElse("");
    return parse(text);
  }

  static OsRelease parse(String text) {
    Map<String, String> values = new HashMap<>();
    text.lines()
        .map(line -> line.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> values.put(pair[0].strip(), unquote(pair[1].strip())));
    return new OsRelease(values.getOrDefault("ID", "linux"), values.getOrDefault("VERSION_ID", ""));
  }

  private static String unquote(String value) {
    boolean quoted =
        value.length() >= 2
            && "\"'".indexOf(value.charAt(0)) >= 0
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
