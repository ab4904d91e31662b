package dev.imageaudit.detect;

import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The development dependencies of Python projects: what is installed and only for development by a
 * lock file, or by a list of requirements that says so in its name.
 */
final class PythonDevDependencies implements Mechanism {
  private static final Set<String> LOCKS =
      Set.of("poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock");
  private static final Pattern DEV_REQUIREMENTS =
      Pattern.compile(
          "(?:requirements[-_.])?(?:dev|test|tests|development|lint|docs)"
              + "(?:[-_.]requirements)?\\.txt");
  private static final Pattern REQUIREMENT = Pattern.compile("\\s*([A-Za-z0-9][A-Za-z0-9._-]*)");
  private static final int MAX_BYTES = 16 << 20;

  @Override
  public List<Keep> keeps() {
    String near = NodeDevDependencies.NEAR_THE_ROOT;
    return List.of(
        new Keep(PathPattern.of("/**/*.dist-info/RECORD"), MAX_BYTES),
        new Keep(PathPattern.of(near + "{poetry.lock,uv.lock,pdm.lock,Pipfile.lock}"), MAX_BYTES),
        new Keep(PathPattern.of(near + "*.txt"), 64 << 10));
  }

  @Override
  public List<Candidate> recognise(Rule rule, ImageFacts facts, Predicate<String> isTaken) {
    Map<String, String> lockOf = new TreeMap<>();
    Map<String, String> requirementsOf = new TreeMap<>();
    Set<String> required = new TreeSet<>();
    for (RootFile file : facts.root().files()) {
      String name = Paths.name(file.path());
      if (file.isRegular() && !isInstalled(file.path())) {
        file.inode()
            .content()
            .ifPresent(
                content -> {
                  if (LOCKS.contains(name)) {
                    PythonLock.devNames(name, content)
                        .forEach(dev -> lockOf.putIfAbsent(dev, file.path()));
                  } else if (DEV_REQUIREMENTS.matcher(name).matches()) {
                    requirements(content)
                        .forEach(dev -> requirementsOf.putIfAbsent(dev, file.path()));
                  } else if (name.equals("requirements.txt")) {
                    required.addAll(requirements(content));
                  }
                });
      }
    }
    requirementsOf.keySet().removeAll(required);
    List<Candidate> found = new ArrayList<>();
    if (!lockOf.isEmpty() || !requirementsOf.isEmpty()) {
      List<PythonDistribution> installed = PythonDistribution.in(facts.root());
      Map<String, String> fileOf = withNeeds(requirementsOf, required, installed, facts.root());
      for (PythonDistribution one : installed) {
        if (lockOf.containsKey(one.name())) {
          found.add(candidate(rule, facts, one, lockOf.get(one.name()), rule.confidence()));
        } else if (fileOf.containsKey(one.name())) {
          String file = fileOf.get(one.name());
          found.add(candidate(rule, facts, one, file, Confidence.MEDIUM));
        }
      }
    }
    return found;
  }

  /**
   * {@code requirementsOf} and what nothing of {@code installed} needs but what it has, without
   * what others need, too.
   */
  private static Map<String, String> withNeeds(
      Map<String, String> requirementsOf,
      Set<String> required,
      List<PythonDistribution> installed,
      RootFilesystem root) {
    Map<String, Set<String>> needs = new TreeMap<>();
    for (PythonDistribution one : installed) {
      needs.computeIfAbsent(one.name(), name -> new TreeSet<>()).addAll(one.needs(root));
    }
    Function<String, Set<String>> needsOf = name -> needs.getOrDefault(name, Set.of());
    Map<String, String> files = new TreeMap<>(requirementsOf);
    requirementsOf.forEach(
        (name, file) ->
            Reachable.from(Set.of(name), needsOf).forEach(need -> files.putIfAbsent(need, file)));
    Set<String> others = new TreeSet<>(needs.keySet());
    others.removeAll(files.keySet());
    others.addAll(required);
    files.keySet().removeAll(Reachable.from(others, needsOf));
    return files;
  }

  private static boolean isInstalled(String path) {
    return path.contains("/site-packages/") || path.contains("/dist-packages/");
  }

  private static Set<String> requirements(Content content) {
    Set<String> names = new TreeSet<>();
    for (String line : content.utf8().split("\n", -1)) {
      Matcher name = REQUIREMENT.matcher(line);
      if (name.lookingAt()) {
        names.add(PythonLock.normalised(name.group(1)));
      }
    }
    return names;
  }

  private static Candidate candidate(
      Rule rule, ImageFacts facts, PythonDistribution one, String lock, Confidence confidence) {
    return new Candidate(
        rule,
        one.name(),
        List.of(),
        List.of(),
        one.files(facts.root()),
        Optional.of(one.version()),
        Optional.empty(),
        List.of(),
        List.of(one.record(), lock),
        confidence);
  }
}
