package dev.imageaudit.detect;

import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** What the files of one directory say; each name with the file that says it. */
  private record Project(
      Map<String, String> lockOf, Map<String, String> requirementsOf, Set<String> required) {
    Project() {
      this(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
    }

    void add(Project other) {
      other.lockOf.forEach(lockOf::putIfAbsent);
      other.requirementsOf.forEach(requirementsOf::putIfAbsent);
      required.addAll(other.required);
    }

    void read(String path, Content content) {
      String name = Paths.name(path);
      if (LOCKS.contains(name)) {
        PythonLock.devNames(name, content).forEach(dev -> lockOf.putIfAbsent(dev, path));
      } else if (DEV_REQUIREMENTS.matcher(name).matches()) {
        requirements(content).forEach(dev -> requirementsOf.putIfAbsent(dev, path));
      } else if (name.equals("requirements.txt")) {
        required.addAll(requirements(content));
      }
    }
  }

  @Override
  public List<Candidate> recognise(Rule rule, ImageFacts facts, Predicate<String> isTaken) {
    Map<String, Project> projects = projects(facts.root());
    List<Candidate> found = new ArrayList<>();
    if (!projects.isEmpty()) {
      Map<String, List<PythonDistribution>> sites = new TreeMap<>();
      for (PythonDistribution one : PythonDistribution.in(facts.root())) {
        sites.computeIfAbsent(Paths.parent(one.directory()), d -> new ArrayList<>()).add(one);
      }
      sites.forEach(
          (site, installed) -> {
            Project project = projectOf(site, sites.keySet(), projects);
            found.addAll(recognise(rule, facts, project, installed));
          });
    }
    return found;
  }

  private static Map<String, Project> projects(RootFilesystem root) {
    Map<String, Project> projects = new TreeMap<>();
    for (RootFile file : root.files()) {
      String name = Paths.name(file.path());
      boolean isList = LOCKS.contains(name) || name.endsWith(".txt");
      if (isList && file.isRegular() && !isInstalled(file.path())) {
        file.inode()
            .content()
            .ifPresent(
                content ->
                    projects
                        .computeIfAbsent(Paths.parent(file.path()), d -> new Project())
                        .read(file.path(), content));
      }
    }
    projects
        .values()
        .removeIf(p -> p.lockOf.isEmpty() && p.requirementsOf.isEmpty() && p.required.isEmpty());
    return projects;
  }

  /**
   * The project that {@code site} lies in; elsewhere what those say together that have no site of
   * their own.
   */
  private static Project projectOf(String site, Set<String> sites, Map<String, Project> projects) {
    Optional<String> own = around(site, projects);
    if (own.isPresent()) {
      return Objects.requireNonNull(projects.get(own.get()));
    }
    Set<String> elsewhere = new TreeSet<>(projects.keySet());
    sites.forEach(other -> around(other, projects).ifPresent(elsewhere::remove));
    Project all = new Project();
    elsewhere.forEach(directory -> all.add(Objects.requireNonNull(projects.get(directory))));
    return all;
  }

  /** The innermost of the directories of {@code projects} that {@code site} lies in. */
  private static Optional<String> around(String site, Map<String, Project> projects) {
    return projects.keySet().stream()
        .filter(directory -> Paths.isWithin(site, directory))
        .max(Comparator.comparingInt(String::length));
  }

  private static List<Candidate> recognise(
      Rule rule, ImageFacts facts, Project project, List<PythonDistribution> installed) {
    Map<String, String> asked = new TreeMap<>(project.requirementsOf);
    asked.keySet().removeAll(project.required);
    Map<String, String> fileOf = withNeeds(asked, project.required, installed, facts.root());
    List<Candidate> found = new ArrayList<>();
    for (PythonDistribution one : installed) {
      Optional<String> lock = Optional.ofNullable(project.lockOf.get(one.name()));
      Optional<String> file = Optional.ofNullable(fileOf.get(one.name()));
      lock.map(path -> candidate(rule, facts, one, path, rule.confidence()))
          .or(() -> file.map(path -> candidate(rule, facts, one, path, Confidence.MEDIUM)))
          .ifPresent(found::add);
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
