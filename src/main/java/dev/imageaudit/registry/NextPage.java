package dev.imageaudit.registry;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a listing goes on.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8288">RFC 8288</a>
 */
final class NextPage {
  private static final Pattern LINK = Pattern.compile("<([^>]*)>([^<]*)");
  private static final Pattern RELATIONS =
      Pattern.compile(";\\s*rel\\s*=\\s*\"?([^\";,]*)", Pattern.CASE_INSENSITIVE);

  private NextPage() {}

  /**
   * Path and query of the next page by the header {@code Link}; empty on the last page.
   *
   * @param current the URL of this page, on whose server the next one must lie
   */
  static Optional<String> path(URI current, String header) {
    Matcher links = LINK.matcher(header);
    while (links.find()) {
      Matcher relations = RELATIONS.matcher(links.group(2));
      if (relations.find()
          && List.of(relations.group(1).strip().split("\\s+", -1)).contains("next")) {
        return onSameServer(current, links.group(1));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> onSameServer(URI current, String link) {
    try {
      URI next = current.resolve(link.strip());
      boolean isSame =
          String.valueOf(next.getRawAuthority()).equals(current.getRawAuthority())
              && String.valueOf(next.getRawPath()).startsWith("/");
      return isSame
          ? Optional.of(
              next.getRawPath() + (next.getRawQuery() == null ? "" : "?" + next.getRawQuery()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
