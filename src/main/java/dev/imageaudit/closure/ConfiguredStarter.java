package dev.imageaudit.closure;

import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A server: reads its configuration, whose lines name files and directories. */
final class ConfiguredStarter implements Starter {
  private static final int MAX_FILES = 500;
  private static final int MAX_LINES = 20_000;

  private final Configurations.Configuration configuration;

  ConfiguredStarter(Configurations.Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public void follow(Command command, RootFile program, Trail trail) {
    Reading reading = new Reading(trail);
    String[] options = configuration.options().toArray(String[]::new);
    Optional<String> named = Options.value(command.arguments(), options);
    for (String path : named.map(List::of).orElse(configuration.defaults())) {
      trail
          .open(path, command.directory(), program.path(), "its configuration")
          .ifPresent(reading::read);
    }
    for (String word : command.arguments()) {
      if (configuration.options().contains("")) {
        trail
            .open(word, command.directory(), program.path(), "its configuration")
            .ifPresent(reading::read);
      }
    }
  }

  /** One server's files. */
  private final class Reading {
    private final Trail trail;
    private final Set<String> seen = new HashSet<>();
    private Optional<String> base = Optional.empty();

    Reading(Trail trail) {
      this.trail = trail;
    }

    void read(RootFile file) {
      if (!seen.add(file.path()) || seen.size() > MAX_FILES) {
        return;
      }
      String text = Trail.text(file).orElse("");
      text.lines().limit(MAX_LINES).forEach(line -> readLine(line, file));
    }

    private void readLine(String line, RootFile file) {
      List<String> words = words(line);
      if (words.isEmpty()) {
        return;
      }
      String directive = words.get(0);
      String start = base.orElse(Paths.parent(file.path()));
      for (String word : words.subList(1, words.size())) {
        if (configuration.base().contains(directive) && word.startsWith("/")) {
          base = Optional.of(word);
        } else if (configuration.include().contains(directive)) {
          include(Paths.absolute(word, start), file);
        } else if (word.contains("/") && !word.contains("://")) {
          name(Paths.absolute(word, start), file);
        }
      }
    }

    private void include(String glob, RootFile file) {
      for (RootFile included : Globs.files(trail.root(), glob)) {
        trail
            .open(included.path(), "/", file.path(), "a file that it includes")
            .ifPresent(this::read);
        trail.root().children(included.path()).stream()
            .filter(RootFile::isRegular)
            .forEach(
                child ->
                    trail
                        .open(child.path(), "/", file.path(), "a file that it includes")
                        .ifPresent(this::read));
      }
    }

    private void name(String path, RootFile file) {
      if (trail.open(path, "/", file.path(), "a file that it names").isEmpty()) {
        trail.use(path, file.path(), "in a directory that it names");
      }
    }
  }

  /** The words of a line, without quotes, comments and what ends a directive. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    String plain = line.replaceFirst("(^|\\s)[#;].*", "").replaceAll("[\"'{};<>(),]", " ");
    for (String word : plain.replaceFirst("\\s*=\\s*", " ").strip().split("\\s+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
