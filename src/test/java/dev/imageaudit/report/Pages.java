package dev.imageaudit.report;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What lies in a page. */
final class Pages {
  private static final Pattern DATA =
      Pattern.compile("(?s)<script type=\"application/json\"[^>]*>(.*?)</script>");

  private Pages() {}

  /** The JSON documents of {@code page}: the fleet's, then each image's. */
  static List<String> data(String page) {
    return DATA.matcher(page).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
