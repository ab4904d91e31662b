package dev.imageaudit.detect;

import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.HiddenFile;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.packages.PackageInventory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds secrets that a build has left: in files, in files that a later layer hides and anybody can
 * still read, in the history and in the environment.
 */
public final class SecretDetector {
  private static final int MAX_FINDINGS = 1000;

  private static final Set<Kind> OF_OTHER_MAKERS =
      EnumSet.of(
          Kind.COMPILER,
          Kind.SDK,
          Kind.BUILD_TOOL,
          Kind.PACKAGE_MANAGER,
          Kind.HEADERS,
          Kind.DEV_DEPENDENCY);

  private final SecretScanner scanner;

  public SecretDetector(SecretScanner scanner) {
    this.scanner = scanner;
  }

  /**
   * The secrets of an image, in the order of files, hidden files, history, environment.
   *
   * @param found what else was found: the keys in tools and libraries are their makers' examples
   */
  public Result detect(
      RootFilesystem root, PackageInventory inventory, ImageConfig config, List<Finding> found) {
    Set<String> made = new HashSet<>();
    found.stream()
        .filter(finding -> OF_OTHER_MAKERS.contains(finding.kind()))
        .forEach(finding -> made.addAll(finding.paths()));
    Search search = new Search();
    for (RootFile file : root.files()) {
      if (!file.isHardLink()
          && !made.contains(file.path())
          && inventory.owner(file.path()).isEmpty()) {
        inFile(file.path(), file.entry(), file.layer(), "", search);
      }
    }
    for (HiddenFile file : root.hidden()) {
      String since = " (" + file.cause().code() + " by layer " + file.hiddenBy() + ")";
      inFile(file.path(), file.entry(), file.layer(), since, search);
    }
    for (int step = 0; step < config.history().size(); step++) {
      String text = config.history().get(step).createdBy();
      search.inStep(step, scanner.inText(text), layerOf(config, step));
    }
    for (String variable : config.env()) {
      String name = variable.replaceFirst("=.*", "");
      for (SecretScanner.Match match : scanner.inText(variable)) {
        search.add(match, "the environment variable " + name, OptionalInt.empty());
      }
    }
    return new Result(
        search.drafts.stream().map(Draft::found).toList(), scanner.knowing(search.values));
  }

  /**
   * What an image holds.
   *
   * @param scanner one that masks what was found in the image's files wherever else it stands
   */
  public record Result(List<FoundSecret> secrets, SecretScanner scanner) {
    public Result {
      secrets = List.copyOf(secrets);
    }
  }

  private void inFile(String path, FileEntry entry, int layer, String since, Search search) {
    entry
        .content()
        .ifPresent(
            content -> {
              for (SecretScanner.Match match : scanner.inFile(path, content.latin1())) {
                search.values.addAll(match.values());
                search.add(match, path + since, OptionalInt.of(layer));
              }
            });
  }

  /** A finding to which more places may come. */
  private record Draft(SecretRule rule, List<String> places, OptionalInt layer) {
    FoundSecret found() {
      return new FoundSecret(
          new Finding(
              rule.id(),
              Kind.SECRET,
              rule.name(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              places,
              Collections.emptySortedSet(),
              Confidence.HIGH),
          layer);
    }
  }

  private static final class Search {
    private final List<Draft> drafts = new ArrayList<>();
    private final Set<String> values = new HashSet<>();
    private final Map<Map.Entry<SecretRule, String>, Draft> ofSteps = new HashMap<>();

    Optional<Draft> add(SecretScanner.Match match, String place, OptionalInt layer) {
      if (drafts.size() == MAX_FINDINGS) {
        return Optional.empty();
      }
      Draft draft = new Draft(match.rule(), new ArrayList<>(List.of(place)), layer);
      drafts.add(draft);
      return Optional.of(draft);
    }

    /** Builders write a build argument into each step that comes after it: that is one secret. */
    void inStep(int step, List<SecretScanner.Match> matches, OptionalInt layer) {
      String place = "step " + step + " of the history";
      for (SecretScanner.Match match : matches) {
        Set<Draft> known = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<String> fresh = new HashSet<>();
        for (String value : match.values()) {
          Optional.ofNullable(ofSteps.get(Map.entry(match.rule(), value)))
              .ifPresentOrElse(known::add, () -> fresh.add(value));
        }
        known.forEach(draft -> draft.places.add(place));
        if (!fresh.isEmpty()) {
          add(match, place, layer)
              .ifPresent(
                  draft ->
                      fresh.forEach(value -> ofSteps.put(Map.entry(match.rule(), value), draft)));
        }
      }
    }
  }

  /** The layer that a step made, counted from 0. */
  private static OptionalInt layerOf(ImageConfig config, int step) {
    long made = config.history().stream().filter(h -> !h.emptyLayer()).count();
    if (made != config.diffIds().size() || config.history().get(step).emptyLayer()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        (int) config.history().subList(0, step).stream().filter(h -> !h.emptyLayer()).count());
  }
}
