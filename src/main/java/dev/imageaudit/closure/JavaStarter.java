package dev.imageaudit.closure;

import dev.imageaudit.closure.Need.Strength;
import dev.imageaudit.filesystem.JarFacts;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Java's launcher: jars, class paths, agents, argument files, options in the environment.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html">The java
 *     command</a>
 */
final class JavaStarter implements Starter {
  private static final List<String> VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "JAVA_OPTS");
  private static final Set<String> CLASS_PATHS =
      Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path", "--upgrade-module-path");
  private static final Set<String> LIBRARY_PATHS =
      Set.of("-Djava.library.path", "-Djava.ext.dirs", "-Dloader.path");
  private static final int MAX_WORDS = 2_000;
  private static final int MAX_JARS = 1_000;

  @Override
  public void follow(Command command, RootFile program, Trail trail) {
    List<String> words = new ArrayList<>(expanded(command, trail));
    for (String variable : VARIABLES) {
      words.addAll(Options.split(trail.entrypoint().environment().getOrDefault(variable, "")));
    }
    Optional.ofNullable(trail.entrypoint().environment().get("CLASSPATH"))
        .ifPresent(path -> usePath(path, command, trail));
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String next = i + 1 < words.size() ? words.get(i + 1) : "";
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (CLASS_PATHS.contains(name) || LIBRARY_PATHS.contains(name)) {
        usePath(equals < 0 ? next : word.substring(equals + 1), command, trail);
      } else if (name.startsWith("-javaagent:") || name.startsWith("-agentpath:")) {
        useJar(name.substring(name.indexOf(':') + 1), command, trail);
      } else if (word.equals("-jar")) {
        useJar(next, command, trail);
      }
    }
  }

  /** The words, with those of argument files, {@code @file}. */
  private static List<String> expanded(Command command, Trail trail) {
    List<String> words = new ArrayList<>();
    for (String word : command.arguments()) {
      Optional<RootFile> file =
          word.startsWith("@")
              ? trail.open(word.substring(1), command.directory(), command.by(), "its arguments")
              : Optional.empty();
      file.ifPresentOrElse(
          f ->
              Options.split(Trail.text(f).orElse("").replaceAll("\\s*\\R\\s*", " ")).stream()
                  .limit(MAX_WORDS)
                  .forEach(words::add),
          () -> words.add(word));
    }
    return words;
  }

  private static void usePath(String path, Command command, Trail trail) {
    for (String element : path.split("[:,]", -1)) {
      String absolute = Paths.absolute(element, command.directory());
      if (element.endsWith("*")) {
        String directory = absolute.substring(0, absolute.length() - 1);
        trail.use(directory, command.by(), Need.IN_CLASS_PATH);
      } else if (!element.isEmpty() && trail.entrypoint().file(absolute).isPresent()) {
        useJar(element, command, trail);
      } else if (!element.isEmpty()) {
        trail.use(absolute, command.by(), Need.IN_CLASS_PATH);
      }
    }
  }

  private static void useJar(String path, Command command, Trail trail) {
    trail
        .open(path, command.directory(), command.by(), "a jar that it is given")
        .ifPresent(jar -> useClassPath(jar, trail));
  }

  /** What the manifest's {@code Class-Path} names, relative to the jar. */
  private static void useClassPath(RootFile jar, Trail trail) {
    String path =
        jar.inode().jar().stream()
            .flatMap(facts -> facts.archives().stream().limit(1))
            .map(JarFacts.Archive::attributes)
            .map(attributes -> attributes.getOrDefault("Class-Path", ""))
            .findFirst()
            .orElse("");
    List<String> elements = List.of(path.split(" +", -1));
    for (String element : elements.subList(0, Math.min(elements.size(), MAX_JARS))) {
      Need need = new Need(jar.path(), "named in its manifest's Class-Path", Strength.HARD);
      Paths.normalise(Paths.absolute(element, Paths.parent(jar.path())))
          .filter(p -> !element.isEmpty() && !element.contains(":"))
          .filter(p -> !trail.needed().needs(p))
          .flatMap(p -> trail.needed().add(p, need))
          .filter(file -> !file.path().equals(jar.path()))
          .ifPresent(file -> useClassPath(file, trail));
    }
  }
}
