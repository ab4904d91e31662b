package dev.imageaudit.detect;

import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Python's cached bytecode that no interpreter reads: the source that it was compiled from is gone,
 * or there is no interpreter of its version. Bytecode outside {@code __pycache__} is the program.
 *
 * @see <a href="https://peps.python.org/pep-3147/">PEP 3147, PYC repository directories</a>
 */
final class OrphanedBytecode implements Mechanism {
  private static final Pattern CACHED =
      Pattern.compile("(.+)/__pycache__/([^/]+)\\.cpython-(\\d)(\\d+)(?:\\.opt-\\d)?\\.pyc");
  private static final Pattern INTERPRETER =
      Pattern.compile("(?:python|libpython)(\\d\\.\\d+)[a-z]*(?:\\.so.*)?");

  @Override
  public List<Keep> keeps() {
    return List.of();
  }

  @Override
  public List<Candidate> recognise(Rule rule, ImageFacts facts, Predicate<String> isTaken) {
    Set<String> versions = interpreters(facts);
    List<String> orphans = new ArrayList<>();
    for (RootFile file : versions.isEmpty() ? List.<RootFile>of() : facts.root().files()) {
      String path = file.path();
      if (path.endsWith(".pyc")
          && isOrphan(path, facts, versions)
          && !isTaken.test(path)
          && !facts.isNeeded(path)) {
        orphans.add(path);
      }
    }
    return orphans.isEmpty() ? List.of() : List.of(candidate(rule, orphans));
  }

  private static Set<String> interpreters(ImageFacts facts) {
    Set<String> versions = new TreeSet<>();
    for (RootFile file : facts.root().files()) {
      if (file.isRegular() && file.inode().elf().isPresent()) {
        Matcher named = INTERPRETER.matcher(Paths.name(file.path()));
        if (named.matches()) {
          versions.add(named.group(1));
        }
      }
    }
    return versions;
  }

  private static boolean isOrphan(String path, ImageFacts facts, Set<String> versions) {
    Matcher cached = CACHED.matcher(path);
    if (!cached.matches() || facts.inventory().owner(path).isPresent()) {
      return false;
    }
    String source = cached.group(1) + "/" + cached.group(2) + ".py";
    String version = cached.group(3) + "." + cached.group(4);
    return facts.root().resolve(source).isEmpty() || !versions.contains(version);
  }

  private static Candidate candidate(Rule rule, List<String> orphans) {
    return new Candidate(
        rule,
        rule.name(),
        List.of(),
        List.of(),
        orphans,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        orphans.subList(0, Math.min(orphans.size(), Candidate.MAX_EVIDENCE)),
        rule.confidence());
  }
}
