package dev.imageaudit.detect;

import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.packages.Dependencies;
import dev.imageaudit.packages.InstalledPackage;
import dev.imageaudit.packages.PackageInventory;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Finds in images what the knowledge describes. */
public final class Detector {
  private final KnowledgeBase knowledge;
  private final Anchors anchors;

  public Detector(KnowledgeBase knowledge) {
    this.knowledge = knowledge;
    this.anchors = Anchors.of(knowledge.rules());
  }

  /**
   * The findings in {@code root}: first those that packages brought, then those that lie there by
   * themselves, each in the order of the rules and of the paths.
   */
  public List<Finding> detect(RootFilesystem root, PackageInventory inventory) {
    return detect(root, inventory, path -> false);
  }

  /**
   * The same.
   *
   * @param isNeeded whether running needs a path: no tool takes along a package that has one
   */
  public List<Finding> detect(
      RootFilesystem root, PackageInventory inventory, Predicate<String> isNeeded) {
    ImageFacts facts = new ImageFacts(root, inventory, isNeeded);
    Dependencies dependencies = new Dependencies(inventory);
    List<Candidate> packaged = new PackageGroups(facts, dependencies).recognise(knowledge.rules());
    Map<Integer, List<InstalledPackage>> orphans =
        Orphans.of(facts, dependencies, knowledge.runtimePackages(), packaged);
    Inspection inspection = new Inspection(facts);
    inspection.addPackages(packaged, orphans);
    Distributions distributions = Distributions.of(facts);
    Recogniser recogniser = Recogniser.of(facts, anchors);
    for (Rule rule : knowledge.rules()) {
      inspection.add(distributions.recognise(rule, inspection::isTaken));
      inspection.add(recogniser.recognise(rule, inspection::isTaken));
      rule.mechanism()
          .ifPresent(m -> inspection.add(m.recognise(rule, facts, inspection::isTaken)));
    }
    return inspection.findings();
  }
}
