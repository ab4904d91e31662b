package dev.imageaudit.filesystem;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for all probes of programs at once. Each is first looked for by a text that every match
 * has; those for a version that stands alone between zeros are matched in the end, and only where
 * another probe has told what program it is.
 */
final class ProgramProbes {
  private static final String ZERO = "\\x00";

  /** No match reaches further from the text by which it is found. */
  private static final int REACH = 256;

  private static final int BEHIND = 64;
  private static final int KEPT = REACH + BEHIND;

  private final List<Sought> sought = new ArrayList<>();
  private final List<Sought> ofText = new ArrayList<>();
  private final TextSearch search;
  private final VersionTokens tokens = new VersionTokens();
  private final Map<String, String> marks = new TreeMap<>();
  private byte[] window = new byte[KEPT + (64 << 10)];
  private int length;
  private String path = "";
  private List<ProgramTexts.Range> ranges = List.of();

  private record Sought(CaptureRules.Probe probe, Pattern regex) {}

  /** A search for {@code probes}. */
  ProgramProbes(List<CaptureRules.Probe> probes) {
    List<String> texts = new ArrayList<>();
    for (CaptureRules.Probe probe : probes) {
      Sought one = new Sought(probe, Pattern.compile(probe.regex(), Pattern.DOTALL));
      sought.add(one);
      for (String text : texts(probe.regex())) {
        texts.add(text);
        ofText.add(one);
      }
    }
    this.search = new TextSearch(texts);
  }

  /**
   * Checks the expression of a probe.
   *
   * @throws IllegalArgumentException where it has no text to be looked for by
   */
  static void check(String regex) {
    texts(regex);
  }

  private static List<String> texts(String regex) {
    if (isOfVersion(regex)) {
      return List.of();
    }
    return LiteralTexts.of(regex, TextSearch.MIN_LENGTH)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "every program would be searched for what has no text of "
                        + TextSearch.MIN_LENGTH
                        + " characters: "
                        + regex));
  }

  private static boolean isOfVersion(String regex) {
    return regex.startsWith(ZERO) && regex.endsWith(ZERO);
  }

  /** Begins with the file at {@code path} that starts with {@code head}. */
  void begin(String newPath, byte[] head, int count) {
    path = newPath;
    ranges = ofText.isEmpty() ? List.of() : ProgramTexts.of(path, head, count).ranges();
    length = 0;
    marks.clear();
    tokens.clear();
  }

  /** The file's next bytes, which follow the first {@code done}. */
  void accept(long done, byte[] chunk, int count) {
    for (ProgramTexts.Range range : ranges) {
      int from = range.startIn(done, count);
      int to = range.endIn(done, count);
      if (from < to) {
        accept(chunk, from, to - from);
      }
    }
  }

  private void accept(byte[] chunk, int from, int count) {
    int kept = Math.min(length, KEPT);
    System.arraycopy(window, length - kept, window, 0, kept);
    if (window.length < kept + count) {
      window = Arrays.copyOf(window, kept + count);
    }
    System.arraycopy(chunk, from, window, kept, count);
    length = kept + count;
    search(window, 0, length, Math.max(0, length - REACH));
    tokens.search(window, 0, length);
  }

  /** Looks for the texts that start before {@code limit}. */
  private void search(byte[] bytes, int from, int to, int limit) {
    search.search(
        bytes,
        from,
        to,
        (text, start) -> {
          if (start < limit) {
            confirm(
                ofText.get(text),
                bytes,
                Math.max(from, start - BEHIND),
                Math.min(to, start + REACH));
          }
        });
  }

  private void confirm(Sought candidate, byte[] bytes, int from, int to) {
    String name = candidate.probe.name();
    if (!marks.containsKey(name) && candidate.probe.pattern().matches(path)) {
      mark(candidate, new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }
  }

  private void mark(Sought one, String text) {
    Matcher matcher = one.regex.matcher(text);
    if (matcher.find()) {
      String group = matcher.groupCount() > 0 ? matcher.group(1) : "";
      marks.putIfAbsent(one.probe.name(), Optional.ofNullable(group).orElse(""));
    }
  }

  /** A program that has several texts like its version does not say which of them is. */
  private void markVersion(Sought one) {
    Set<String> versions = new HashSet<>();
    for (String token : tokens.all()) {
      Matcher matcher = one.regex.matcher("\0" + token + "\0");
      if (matcher.matches()) {
        versions.add(matcher.groupCount() > 0 ? matcher.group(1) : "");
      }
    }
    if (versions.size() == 1) {
      marks.putIfAbsent(one.probe.name(), versions.iterator().next());
    }
  }

  /** What was found in all that was accepted. */
  Map<String, String> marks() {
    search(window, 0, length, length);
    return withVersions();
  }

  /** The same for a file that is kept: {@code file} has what comes next behind what has come. */
  void acceptKept(byte[] file, int done, int count) {
    for (ProgramTexts.Range range : ranges) {
      int from = Math.max(range.startIn(0, done + count), done - KEPT);
      int to = range.endIn(0, done + count);
      if (to > done) {
        search(file, from, to, to - REACH);
      }
    }
  }

  /** What was found in the file that is kept, all of which has come. */
  Map<String, String> marksOfKept(byte[] file, int count) {
    for (ProgramTexts.Range range : ranges) {
      int to = range.endIn(0, count);
      search(file, Math.max(range.startIn(0, count), to - KEPT), to, to);
    }
    if (!marks.isEmpty()) {
      for (ProgramTexts.Range range : ranges) {
        tokens.search(file, range.startIn(0, count), range.endIn(0, count));
      }
    }
    return withVersions();
  }

  private Map<String, String> withVersions() {
    if (!marks.isEmpty()) {
      for (Sought one : sought) {
        if (isOfVersion(one.probe.regex()) && one.probe.pattern().matches(path)) {
          markVersion(one);
        }
      }
    }
    return Map.copyOf(marks);
  }
}
