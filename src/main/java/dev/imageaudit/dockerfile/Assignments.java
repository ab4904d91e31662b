package dev.imageaudit.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes {@code A=b c D=e} apart, which builders write without quotes. */
final class Assignments {
  private static final Pattern START = Pattern.compile("(?:^| )([A-Za-z_][A-Za-z0-9_.-]*)=");

  private Assignments() {}

  /**
   * The assignments of {@code text}: each ends where the next name begins.
   *
   * @param limit how many there are at most
   */
  static List<String> split(String text, int limit) {
    Matcher start = START.matcher(text);
    List<Integer> starts = new ArrayList<>();
    while (starts.size() < limit && start.find()) {
      starts.add(start.start(1));
    }
    List<String> assignments = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : text.length();
      assignments.add(text.substring(starts.get(i), end).strip());
    }
    return assignments;
  }
}
