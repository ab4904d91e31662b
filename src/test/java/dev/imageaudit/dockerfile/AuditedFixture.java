package dev.imageaudit.dockerfile;

import dev.imageaudit.audit.AuditRules;
import dev.imageaudit.closure.ClosureFinder;
import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.detect.Detector;
import dev.imageaudit.detect.KnowledgeBase;
import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.estimate.Residues;
import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.RootFixture;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.packages.PackageDatabases;
import dev.imageaudit.packages.PackageInventory;
import java.util.List;
import java.util.Optional;

/** Images as an audit sees them: by all that the program knows. */
final class AuditedFixture {
  static final SecretScanner SECRETS = SecretScanner.load();
  private static final KnowledgeBase KNOWLEDGE = KnowledgeBase.load();

  private AuditedFixture() {}

  static RootFilesystem root(RootFixture files) {
    return files.build(AuditRules.captureRules(KNOWLEDGE, SECRETS));
  }

  /** One whose first layer is its base's. */
  static Subject subject(
      RootFilesystem root, ImageConfig config, List<Optional<String>> instructions) {
    PackageInventory packages = PackageDatabases.read(root);
    RuntimeClosure closure = ClosureFinder.find(root, config);
    return new Subject(
        List.of("shop/api"),
        config,
        root,
        instructions,
        1,
        packages,
        closure,
        Residues.of(
            root, new Detector(KNOWLEDGE).detect(root, packages, closure::needsExactly), closure));
  }
}
