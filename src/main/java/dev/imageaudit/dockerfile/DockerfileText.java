package dev.imageaudit.dockerfile;

import java.util.ArrayList;
import java.util.List;

/**
 * A Dockerfile as it is written, instruction by instruction. Whatever the texts hold, each stays in
 * its own place.
 */
final class DockerfileText {
  private static final int MAX_COMMENT_WIDTH = 100;

  private final boolean cacheMounts;
  private final List<String> lines = new ArrayList<>();
  private final List<String> fillIns = new ArrayList<>();

  /**
   * An empty file.
   *
   * @param cacheMounts whether BuildKit reads it, so that caches may be mounted
   */
  DockerfileText(boolean cacheMounts) {
    this.cacheMounts = cacheMounts;
    if (cacheMounts) {
      lines.add("# syntax=docker/dockerfile:1");
    }
  }

  void blank() {
    lines.add("");
  }

  /** A comment, in as many lines as it takes. */
  void comment(String text) {
    StringBuilder line = new StringBuilder("#");
    for (String word : Quoting.printable(text).strip().split("\\s+", -1)) {
      if (line.length() > 1 && line.length() + word.length() >= MAX_COMMENT_WIDTH) {
        commentLine(line);
        line = new StringBuilder("#");
      }
      line.append(' ').append(word);
    }
    commentLine(line);
  }

  /** Some readers take a comment's last backslash for a continuation. */
  private void commentLine(CharSequence line) {
    lines.add(line.toString().replaceFirst("[\\\\`\\s]+$", ""));
  }

  /** A fact that only the image's developers know: {@code text} says which. */
  void fillIn(String text) {
    comment("FILL IN: " + text);
    fillIns.add(Quoting.printable(text));
  }

  /** Suppresses rules of hadolint on the next instruction; the comment before says why. */
  void ignore(String rules) {
    lines.add("# hadolint ignore=" + rules);
  }

  void from(String image, String stage) {
    lines.add("FROM " + image + (stage.isEmpty() ? "" : " AS " + stage));
  }

  /** {@code keyword} with words that mean themselves. */
  void plain(String keyword, String arguments) {
    lines.add(keyword + " " + arguments);
  }

  void exec(String keyword, List<String> words) {
    lines.add(keyword + " " + Quoting.json(words));
  }

  /**
   * Runs {@code command} in {@code shell}.
   *
   * @param caches directories that are worth keeping between builds
   */
  void run(List<String> shell, String command, List<String> caches) {
    if (!cacheMounts && !caches.isEmpty()) {
      comment("Faster with BuildKit: RUN " + mounts(caches, " "));
    }
    String prefix = cacheMounts && !caches.isEmpty() ? "RUN " + mounts(caches, " \\\n    ") : "RUN";
    String gap = cacheMounts && !caches.isEmpty() ? " \\\n    " : " ";
    if (ShellCommand.fitsShellForm(command)) {
      lines.add(prefix + gap + ShellCommand.laidOut(command));
    } else {
      List<String> words = new ArrayList<>(shell);
      words.add(command);
      lines.add(prefix + gap + Quoting.json(words));
    }
  }

  private static String mounts(List<String> caches, String gap) {
    return String.join(
        gap, caches.stream().map(cache -> "--mount=type=cache,target=" + cache).toList());
  }

  /**
   * {@code NAME=value} of each pair, in one instruction; what no Dockerfile can hold is left out.
   */
  void assign(String keyword, List<String> assignments) {
    List<String> quoted = new ArrayList<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      String name = assignment.substring(0, Math.max(equals, 0));
      String value = assignment.substring(equals + 1);
      if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_./-]*")) {
        continue;
      }
      if (Quoting.isPrintable(value)) {
        quoted.add(name + "=" + (value.isEmpty() ? "\"\"" : Quoting.quoted(value)));
      } else {
        fillIn(keyword + " " + name + " has a value that no Dockerfile can hold.");
      }
    }
    if (!quoted.isEmpty()) {
      lines.add(keyword + " " + String.join(" \\\n    ", quoted));
    }
  }

  /**
   * Copies.
   *
   * @param flags such as {@code --from=build}
   * @param names the sources, then the destination; each one {@link Quoting#isCopyable}
   */
  void copy(List<String> flags, List<String> names) {
    List<String> words = new ArrayList<>(List.of("COPY"));
    words.addAll(flags);
    if (names.stream().allMatch(Quoting::isPlain)) {
      words.addAll(names);
    } else {
      words.add(Quoting.json(names));
    }
    lines.add(String.join(" ", words));
  }

  /** What is to be filled in, in order. */
  List<String> fillIns() {
    return List.copyOf(fillIns);
  }

  /** The file: lines ended by line feeds. */
  String text() {
    return String.join("\n", lines) + "\n";
  }
}
