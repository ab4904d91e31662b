package dev.imageaudit.audit;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads fleet lists in whatever format they are, and merges what is named twice. A line that names
 * no image becomes a failure with its file and line, and stops nothing.
 */
public final class FleetListReader {
  private static final int MAX_SHOWN_CHARACTERS = 200;

  private final Map<String, String> environment;
  private final Map<String, Target> targets = new LinkedHashMap<>();
  private final List<AuditOutcome> failures = new ArrayList<>();

  /**
   * A reader that has read nothing yet.
   *
   * @param environment what variables in Compose files stand for
   */
  public FleetListReader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Reads one list. {@code name} is what messages call it. */
  public void readList(String name, byte[] content) {
    String text = ListText.decode(content);
    Sink sink = new Sink(name);
    switch (ListFormat.of(text)) {
      case JSON -> new DocumentList(sink, environment).readJson(text);
      case YAML -> new DocumentList(sink, environment).readYaml(text);
      case CSV -> CsvList.read(text, sink);
      case TEXT -> readLines(text, sink);
    }
  }

  /** Reads one image name or pattern that stands in no list. */
  public void readArgument(String reference) {
    new Sink("argument").image(0, reference, reference, Labels.NONE);
  }

  /** All that was read. */
  public FleetList list() {
    return new FleetList(List.copyOf(targets.values()), failures);
  }

  private static void readLines(String text, Sink sink) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("(^|\\s)#.*", "").strip();
      if (line.matches(".*\\s.*")) {
        sink.bad(i + 1, line, "a line has one image name; this one has blanks in it");
      } else if (!line.isEmpty()) {
        sink.image(i + 1, line, line, Labels.NONE);
      }
    }
  }

  /** Takes what one list says. Lines count from 1; 0 is nowhere in particular. */
  final class Sink {
    private final String list;

    private Sink(String list) {
      this.list = list;
    }

    /**
     * An image.
     *
     * @param reference its name for people
     * @param name to look it up by
     */
    void image(int line, String reference, String name, Labels labels) {
      image(line, reference, name, labels, List.of());
    }

    /** The same, where it is run with these commands too. */
    void image(
        int line, String reference, String name, Labels labels, Collection<PodCommand> commands) {
      try {
        targets.merge(
            key(name), new Target(reference, name, labels, List.copyOf(commands)), Target::merge);
      } catch (ImageException e) {
        fail(line, reference, labels, e.getMessage());
      }
    }

    /** What names no image although it should. */
    void bad(int line, String text, String problem) {
      fail(line, text, Labels.NONE, problem);
    }

    /** What is no image in a registry, and need not be. */
    void skip(int line, String text, String reason) {
      failures.add(
          new AuditOutcome.Skipped(
              shown(text),
              Optional.empty(),
              Optional.empty(),
              Labels.NONE,
              new AuditOutcome.Failure(Stage.LIST, FailureReason.NOT_AN_IMAGE, at(line) + reason)));
    }

    private void fail(int line, String text, Labels labels, String problem) {
      failures.add(
          new AuditOutcome.Failed(
              shown(text),
              Optional.empty(),
              Optional.empty(),
              labels,
              new AuditOutcome.Failure(
                  Stage.LIST, FailureReason.INVALID_REFERENCE, at(line) + problem)));
    }

    private String at(int line) {
      return line > 0 ? list + ", line " + line + ": " : list + ": ";
    }
  }

  /** Two names with the same key are the same image; a pattern is its own. */
  static String key(String name) throws ImageException {
    return ReferencePattern.isPattern(name)
        ? ReferencePattern.parse(name).toString()
        : ImageName.parse(name).toString();
  }

  private static String shown(String text) {
    return text.length() <= MAX_SHOWN_CHARACTERS
        ? text
        : text.substring(0, MAX_SHOWN_CHARACTERS) + "…";
  }
}
