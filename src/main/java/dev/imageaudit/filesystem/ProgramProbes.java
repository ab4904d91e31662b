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
import java.util.stream.Collectors;

/**
 * Looks for all probes of programs at once. Each is first looked for by a text that every match
 * has. Two kinds only say more of a program of which another probe has told what it is: those for a
 * version that stands alone between zeros, and those whose text is too short to be looked for
 * everywhere. Programs that Go has linked have probes of their own.
 */
final class ProgramProbes {
  private static final String ZERO = "\\x00";

  /** No match reaches further from the text by which it is found. */
  private static final int REACH = 256;

  private static final int BEHIND = 64;
  private static final int KEPT = REACH + BEHIND;
  private static final int TELLING_LENGTH = 8;

  private final List<Sought> versions;
  private final Texts telling;
  private final Texts brief;
  private final Texts ofGo;
  private final VersionTokens tokens = new VersionTokens();
  private final Map<String, String> marks = new TreeMap<>();
  private byte[] window = new byte[KEPT + (64 << 10)];
  private int length;
  private String path = "";
  private List<ProgramTexts.Range> ranges = List.of();
  private boolean isOfGo;

  /** What is looked for in the current file, and where that has told what it is. */
  private Texts first = Texts.NONE;

  private Texts further = Texts.NONE;

  private record Sought(CaptureRules.Probe probe, Pattern regex) {
    boolean isForGo() {
      return probe.files() == CaptureRules.Files.GO_PROGRAM;
    }
  }

  /** The texts by which some of the probes are looked for. */
  private record Texts(List<Sought> probes, TextSearch search) {
    private static final Texts NONE = of(List.of());

    static Texts of(List<Sought> probes) {
      List<Sought> ofText = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      for (Sought probe : probes) {
        for (String text : texts(probe.probe.regex(), TextSearch.MIN_LENGTH)) {
          texts.add(text);
          ofText.add(probe);
        }
      }
      return new Texts(ofText, new TextSearch(texts));
    }
  }

  /** A search for {@code probes}. */
  ProgramProbes(List<CaptureRules.Probe> probes) {
    List<Sought> sought =
        probes.stream()
            .map(probe -> new Sought(probe, Pattern.compile(probe.regex(), Pattern.DOTALL)))
            .toList();
    this.versions = sought.stream().filter(one -> isOfVersion(one.probe.regex())).toList();
    List<Sought> ofText = sought.stream().filter(one -> !isOfVersion(one.probe.regex())).toList();
    this.ofGo = Texts.of(ofText.stream().filter(Sought::isForGo).toList());
    Map<Boolean, List<Sought>> byTexts =
        ofText.stream()
            .filter(one -> !one.isForGo())
            .collect(Collectors.partitioningBy(one -> isTelling(one.probe.regex())));
    this.telling = Texts.of(byTexts.getOrDefault(true, List.of()));
    this.brief = Texts.of(byTexts.getOrDefault(false, List.of()));
  }

  /**
   * Checks the expression of a probe.
   *
   * @throws IllegalArgumentException where it has no text to be looked for by
   */
  static void check(String regex) {
    if (!isOfVersion(regex)) {
      texts(regex, TextSearch.MIN_LENGTH);
    }
  }

  /**
   * Checks the expression of a probe that tells what a program is.
   *
   * @throws IllegalArgumentException where its texts are too short to be looked for everywhere
   */
  static void checkTelling(String regex) {
    texts(regex, TELLING_LENGTH);
  }

  private static List<String> texts(String regex, int length) {
    return LiteralTexts.of(regex, length)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "every program would be searched for what has no text of "
                        + length
                        + " characters: "
                        + regex));
  }

  private static boolean isTelling(String regex) {
    return LiteralTexts.of(regex, TELLING_LENGTH).isPresent();
  }

  private static boolean isOfVersion(String regex) {
    return regex.startsWith(ZERO) && regex.endsWith(ZERO);
  }

  /** Begins with the file at {@code path} that starts with {@code head}. */
  void begin(String newPath, byte[] head, int count) {
    path = newPath;
    ProgramTexts texts = ProgramTexts.of(path, head, count);
    isOfGo = texts.isOfGo();
    first = isOfGo ? ofGo : telling;
    further = isOfGo ? Texts.NONE : brief;
    ranges = first.probes.isEmpty() ? List.of() : texts.ranges();
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
    int limit = Math.max(0, length - REACH);
    search(first, window, 0, length, limit);
    search(further, window, 0, length, limit);
    tokens.search(window, 0, length);
  }

  /** Looks for the texts that start before {@code limit}. */
  private void search(Texts texts, byte[] bytes, int from, int to, int limit) {
    if (texts.probes.isEmpty()) {
      return;
    }
    texts.search.search(
        bytes,
        from,
        to,
        (text, start) -> {
          if (start < limit) {
            confirm(
                texts.probes.get(text),
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
    Set<String> matching = new HashSet<>();
    for (String token : tokens.all()) {
      Matcher matcher = one.regex.matcher("\0" + token + "\0");
      if (matcher.matches()) {
        matching.add(matcher.groupCount() > 0 ? matcher.group(1) : "");
      }
    }
    if (matching.size() == 1) {
      marks.putIfAbsent(one.probe.name(), matching.iterator().next());
    }
  }

  /** What was found in all that was accepted. */
  Map<String, String> marks() {
    search(first, window, 0, length, length);
    search(further, window, 0, length, length);
    return withVersions();
  }

  /** The same for a file that is kept: {@code file} has what comes next behind what has come. */
  void acceptKept(byte[] file, int done, int count) {
    for (ProgramTexts.Range range : ranges) {
      int from = Math.max(range.startIn(0, done + count), done - KEPT);
      int to = range.endIn(0, done + count);
      if (to > done) {
        search(first, file, from, to, to - REACH);
      }
    }
  }

  /** What was found in the file that is kept, all of which has come. */
  Map<String, String> marksOfKept(byte[] file, int count) {
    for (ProgramTexts.Range range : ranges) {
      int to = range.endIn(0, count);
      search(first, file, Math.max(range.startIn(0, count), to - KEPT), to, to);
    }
    if (!marks.isEmpty()) {
      for (ProgramTexts.Range range : ranges) {
        int from = range.startIn(0, count);
        int to = range.endIn(0, count);
        search(further, file, from, to, to);
        tokens.search(file, from, to);
      }
    }
    return withVersions();
  }

  private Map<String, String> withVersions() {
    if (!marks.isEmpty()) {
      for (Sought one : versions) {
        if (one.isForGo() == isOfGo && one.probe.pattern().matches(path)) {
          markVersion(one);
        }
      }
    }
    return Map.copyOf(marks);
  }
}
