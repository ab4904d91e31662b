package dev.imageaudit.detect;

import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.HiddenFile;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.oci.History;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.packages.PackageInventory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
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
  public List<FoundSecret> detect(
      RootFilesystem root, PackageInventory inventory, ImageConfig config, List<Finding> found) {
    Set<String> made = new HashSet<>();
    found.stream()
        .filter(finding -> OF_OTHER_MAKERS.contains(finding.kind()))
        .forEach(finding -> made.addAll(finding.paths()));
    List<FoundSecret> findings = new ArrayList<>();
    for (RootFile file : root.files()) {
      if (!file.isHardLink()
          && !made.contains(file.path())
          && inventory.owner(file.path()).isEmpty()) {
        inFile(file.path(), file.entry(), file.layer(), "", findings);
      }
    }
    for (HiddenFile file : root.hidden()) {
      String since = " (" + file.cause().code() + " by layer " + file.hiddenBy() + ")";
      inFile(file.path(), file.entry(), file.layer(), since, findings);
    }
    for (int step = 0; step < config.history().size(); step++) {
      History history = config.history().get(step);
      for (SecretRule rule : scanner.inText(history.createdBy())) {
        add(rule, "step " + step + " of the history", layerOf(config, step), findings);
      }
    }
    for (String variable : config.env()) {
      String name = variable.replaceFirst("=.*", "");
      for (SecretRule rule : scanner.inText(variable)) {
        add(rule, "the environment variable " + name, OptionalInt.empty(), findings);
      }
    }
    return findings;
  }

  private void inFile(
      String path, FileEntry entry, int layer, String since, List<FoundSecret> findings) {
    entry
        .content()
        .ifPresent(
            content -> {
              for (SecretRule rule : scanner.inFile(path, content.utf8())) {
                add(rule, path + since, OptionalInt.of(layer), findings);
              }
            });
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

  private static void add(
      SecretRule rule, String place, OptionalInt layer, List<FoundSecret> findings) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(
          new FoundSecret(
              new Finding(
                  rule.id(),
                  Kind.SECRET,
                  rule.name(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  List.of(place),
                  Collections.emptySortedSet(),
                  Confidence.HIGH),
              layer));
    }
  }
}
