package dev.imageaudit.detect;

import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JavaScript and what compiles to it in a project's {@code src}, of which each file has a twin of
 * the same name in the output directory that the entry point runs from, or at least the manifest
 * calls the main one. Where it runs from the source, or nobody knows, the source is the program.
 */
final class ScriptTwins implements Mechanism {
  private static final List<String> OUTPUTS = List.of("dist", "build", "lib", "out", ".output");
  private static final List<String> OUTPUT_ENDINGS = List.of(".js", ".mjs", ".cjs");
  private static final int MAX_MANIFEST_BYTES = 256 << 10;
  private static final Pattern SOURCE =
      Pattern.compile("/(?:[^/]+/)*[^/]+\\.(?:[cm]?[jt]s|[jt]sx|coffee|vue|svelte)");
  private static final Pattern DECLARATION = Pattern.compile(".+\\.d\\.[cm]?ts");
  private static final PathPattern OUTSIDE = PathPattern.of("/**/node_modules/**");

  @Override
  public List<Keep> keeps() {
    return List.of(
        new Keep(PathPattern.of("/{*,*/*,*/*/*,*/*/*/*}/package.json"), MAX_MANIFEST_BYTES));
  }

  @Override
  public List<Candidate> recognise(Rule rule, ImageFacts facts, Predicate<String> isTaken) {
    List<Candidate> found = new ArrayList<>();
    for (RootFile file : facts.root().files()) {
      if (Paths.name(file.path()).equals("package.json") && !OUTSIDE.matches(file.path())) {
        String project = Paths.parent(file.path());
        for (String name : OUTPUTS) {
          String output = Paths.child(project, name);
          output(rule, facts, project, output, isTaken).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private static Optional<Candidate> output(
      Rule rule, ImageFacts facts, String project, String output, Predicate<String> isTaken) {
    String source = Paths.child(project, "src");
    Optional<String> run = firstNeeded(facts, output).or(() -> main(facts, project, output));
    if (run.isEmpty() || firstNeeded(facts, source).isPresent()) {
      return Optional.empty();
    }
    List<String> twins = new ArrayList<>();
    for (RootFile file : facts.root().below(source)) {
      String relative = file.path().substring(source.length());
      if (file.isRegular()
          && SOURCE.matcher(relative).matches()
          && !isTaken.test(file.path())
          && facts.inventory().owner(file.path()).isEmpty()
          && hasTwin(facts, output, relative)) {
        twins.add(file.path());
      }
    }
    return twins.isEmpty() ? Optional.empty() : Optional.of(candidate(rule, twins, run.get()));
  }

  private static Optional<String> firstNeeded(ImageFacts facts, String directory) {
    return facts.root().below(directory).stream()
        .map(RootFile::path)
        .filter(facts::isNeeded)
        .findFirst();
  }

  /** The file of {@code output} that the manifest calls the main one. */
  private static Optional<String> main(ImageFacts facts, String project, String output) {
    return facts
        .root()
        .find(Paths.child(project, "package.json"))
        .flatMap(file -> file.inode().content())
        .flatMap(JsonFields::read)
        .map(manifest -> manifest.path("main").asText(""))
        .flatMap(main -> Paths.normalise(Paths.child(project, main)))
        .filter(main -> main.length() > output.length() && Paths.isWithin(main, output))
        .filter(main -> facts.root().find(main).filter(RootFile::isRegular).isPresent());
  }

  /** The output keeps {@code src} or leaves it out, by where the compiler's root directory is. */
  private static boolean hasTwin(ImageFacts facts, String output, String relative) {
    Matcher declaration = DECLARATION.matcher(relative);
    String stem = relative.substring(0, relative.lastIndexOf('.'));
    return !declaration.matches()
        && OUTPUT_ENDINGS.stream()
            .flatMap(end -> List.of(output + stem + end, output + "/src" + stem + end).stream())
            .anyMatch(path -> facts.root().find(path).filter(RootFile::isRegular).isPresent());
  }

  private static Candidate candidate(Rule rule, List<String> twins, String run) {
    List<String> evidence = new ArrayList<>(twins.subList(0, Math.min(twins.size(), 9)));
    evidence.add(run);
    return new Candidate(
        rule,
        rule.name(),
        List.of(),
        List.of(),
        twins,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        evidence,
        Optional.of("Each file has a compiled twin, and " + run + " is what runs."),
        rule.confidence());
  }
}
