package dev.imageaudit.detect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Gemfile, which says what is for development, with its lock file, which says what that needs.
 *
 * @see <a href="https://bundler.io/man/gemfile.5.html">gemfile(5)</a>
 */
final class GemfileLock {
  private static final Set<String> DEV_GROUPS = Set.of("development", "test", "ci", "lint", "doc");
  private static final Pattern GEM = Pattern.compile("\\s*gem[\\s(]+[\"']([\\w.-]+)[\"'](.*)");
  private static final Pattern GROUP = Pattern.compile("\\s*group[\\s(]+(.*?)\\)?\\s+do\\b.*");
  private static final Pattern GROUP_OPTION =
      Pattern.compile("groups?(?::|\\s*=>)\\s*(\\[[^\\]]*\\]|:\\w+|[\"']\\w+[\"'])");
  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Pattern SPEC = Pattern.compile("    ([\\w.-]+) \\(([\\w.-]+)\\)");
  private static final Pattern NEED = Pattern.compile("      ([\\w.-]+).*");

  private final Set<String> dev = new TreeSet<>();
  private final Set<String> production = new TreeSet<>();
  private final Map<String, String> versions = new HashMap<>();
  private final Map<String, Set<String>> needs = new HashMap<>();

  private GemfileLock(String gemfile, String lock) {
    readGemfile(gemfile);
    String spec = "";
    for (String line : (Iterable<String>) lock.lines()::iterator) {
      Matcher named = SPEC.matcher(line);
      Matcher need = NEED.matcher(line);
      if (named.matches()) {
        spec = named.group(1);
        versions.put(spec, named.group(2));
      } else if (need.matches()) {
        needs.computeIfAbsent(spec, name -> new TreeSet<>()).add(need.group(1));
      }
    }
  }

  /** The gems that are only there for development, as {@code name-version}, with their names. */
  static Map<String, String> devGems(String gemfile, String lock) {
    GemfileLock read = new GemfileLock(gemfile, lock);
    Set<String> only = read.closure(read.dev);
    only.removeAll(read.closure(read.production));
    Map<String, String> gems = new HashMap<>();
    only.forEach(name -> gems.put(name + "-" + read.versions.get(name), name));
    return gems;
  }

  private void readGemfile(String gemfile) {
    List<Boolean> areDev = new ArrayList<>(List.of(false));
    for (String line : (Iterable<String>) gemfile.lines()::iterator) {
      String code = line.replaceFirst("#.*", "");
      Matcher group = GROUP.matcher(code);
      Matcher gem = GEM.matcher(code);
      boolean isDev = areDev.get(areDev.size() - 1);
      if (group.matches()) {
        areDev.add(isDevGroup(group.group(1)));
      } else if (code.matches(".*\\bdo\\s*(\\|.*\\|)?\\s*")
          || code.matches("\\s*(if|unless)\\b.*")) {
        areDev.add(isDev);
      } else if (code.strip().equals("end") && areDev.size() > 1) {
        areDev.remove(areDev.size() - 1);
      } else if (gem.matches()) {
        Matcher option = GROUP_OPTION.matcher(gem.group(2));
        (isDev || (option.find() && isDevGroup(option.group(1))) ? dev : production)
            .add(gem.group(1));
      }
    }
  }

  private static boolean isDevGroup(String groups) {
    Set<String> names = new HashSet<>();
    Matcher word = WORD.matcher(groups);
    while (word.find()) {
      names.add(word.group());
    }
    return !names.isEmpty() && DEV_GROUPS.containsAll(names);
  }

  private Set<String> closure(Set<String> of) {
    Set<String> reached = Reachable.from(of, name -> needs.getOrDefault(name, Set.of()));
    reached.retainAll(versions.keySet());
    return reached;
  }
}
