package dev.imageaudit.prove;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads in what a projected image writes which files it misses, and looks them up in the original.
 */
final class MissedFiles {
  private static final int MAX_FILES = 20;
  private static final int MAX_PATHS = 5;
  private static final int MAX_TEXT = 1 << 18;
  private static final List<Sign> SIGNS = signs();

  private final RootFilesystem original;

  /**
   * How a failure names what it misses.
   *
   * @param pattern whose first group is the name
   * @param places how paths end that the name may stand for: {@code {name}}, or {@code {path}}, the
   *     name with slashes for dots
   */
  record Sign(String pattern, List<String> places) {}

  private record Compiled(Pattern pattern, List<String> places) {}

  MissedFiles(RootFilesystem original) {
    this.original = original;
  }

  private static List<Sign> signs() {
    try (InputStream in =
        Objects.requireNonNull(MissedFiles.class.getResourceAsStream("missed-files.yaml"))) {
      return new YAMLMapper().readValue(in, new TypeReference<List<Sign>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that {@code run} names and {@code other}, the original's, does not. */
  List<Proof.MissedFile> of(RunResult run, RunResult other) {
    String text = text(run);
    String known = text(other);
    Map<String, Proof.MissedFile> found = new LinkedHashMap<>();
    for (Sign sign : SIGNS) {
      Compiled compiled = new Compiled(Pattern.compile(sign.pattern), sign.places);
      Matcher matcher = compiled.pattern.matcher(text);
      while (matcher.find() && found.size() < MAX_FILES) {
        if (!known.contains(matcher.group())) {
          String name = matcher.group(1);
          found.computeIfAbsent(name, n -> missed(n, compiled.places));
        }
      }
    }
    return List.copyOf(found.values());
  }

  private static String text(RunResult run) {
    String answer = run.answer().map(a -> a.headers() + "\n" + a.body()).orElse("");
    String text = run.err() + "\n" + run.out() + "\n" + answer;
    return text.substring(0, Math.min(text.length(), MAX_TEXT));
  }

  private Proof.MissedFile missed(String name, List<String> places) {
    List<String> paths = paths(name, places);
    return new Proof.MissedFile(
        name,
        paths,
        paths.isEmpty()
            ? "The original has no file of that name either: it is made, or found, in another way."
            : "The original has it at "
                + String.join(", ", paths)
                + ": add that to the final stage, with COPY --from.");
  }

  private List<String> paths(String name, List<String> places) {
    if (name.startsWith("/")) {
      return Paths.normalise(name).flatMap(original::resolve).map(RootFile::path).stream().toList();
    }
    List<String> paths = new ArrayList<>();
    for (String place : places) {
      String end = "/" + place.replace("{name}", name).replace("{path}", name.replace('.', '/'));
      for (RootFile file : original.files()) {
        if (file.type() != FileType.DIRECTORY
            && file.path().endsWith(end)
            && paths.size() < MAX_PATHS) {
          paths.add(file.path());
        }
      }
    }
    return paths;
  }
}
