package dev.imageaudit.audit;

import dev.imageaudit.closure.ClosureFinder;
import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.detect.Detector;
import dev.imageaudit.detect.Finding;
import dev.imageaudit.detect.FoundSecret;
import dev.imageaudit.detect.SecretDetector;
import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.estimate.BaseImages;
import dev.imageaudit.estimate.Bookkeeper;
import dev.imageaudit.estimate.Duplicates;
import dev.imageaudit.estimate.Judge;
import dev.imageaudit.estimate.Residue;
import dev.imageaudit.estimate.Residues;
import dev.imageaudit.estimate.RuntimeTools;
import dev.imageaudit.estimate.Subject;
import dev.imageaudit.estimate.TrimProjection;
import dev.imageaudit.estimate.Verdict;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.image.Image;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.packages.PackageDatabases;
import dev.imageaudit.packages.PackageInventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Audits one image: a pure function of its documents and layer indexes. */
public final class ImageAuditor {
  private final Detector detector;
  private final SecretScanner scanner;
  private final BaseImages bases;

  public ImageAuditor(Detector detector, SecretScanner scanner, BaseImages bases) {
    this.detector = detector;
    this.scanner = scanner;
    this.bases = bases;
  }

  /**
   * The result for {@code image}.
   *
   * @param layers the indexes of its layers, the base's first
   * @param proven the base that its layers prove
   */
  ImageAudit audit(
      Target target,
      Image image,
      List<LayerIndex> layers,
      Optional<BaseRecognition.Proven> proven) {
    RootFilesystem root = RootFilesystem.of(layers);
    BaseImage base =
        BaseImage.of(
            image.config(),
            root,
            proven.or(() -> BaseRecognition.published(image, bases)),
            Optional.ofNullable(image.annotations().get(BaseImage.NAME)));
    PackageInventory packages = PackageDatabases.read(root);
    RuntimeClosure closure = ClosureFinder.find(root, image.config());
    List<Finding> findings = detector.detect(root, packages, closure::needsExactly);
    List<FoundSecret> secrets =
        new SecretDetector(scanner).detect(root, packages, image.config(), findings);
    List<Residue> residues =
        new ArrayList<>(
            RuntimeTools.judged(
                Residues.of(root, findings, closure), root, image.config(), closure));
    residues.addAll(Residues.ofSecrets(secrets));
    Subject subject =
        new Subject(
            names(target, image),
            image.config(),
            root,
            instructions(image.config()),
            base.layers(),
            packages,
            closure,
            residues);
    Bookkeeper.Books books = Bookkeeper.books(subject);
    Duplicates duplicates = Duplicates.of(subject);
    TrimProjection trim = TrimProjection.of(subject);
    Verdict verdict = Judge.judge(subject, trim.projection());
    return new ImageReport(target, image, subject, scanner)
        .audit(base, duplicates, books, trim, verdict);
  }

  /** Of each layer, fit to be shown. */
  private List<Optional<String>> instructions(ImageConfig config) {
    return Provenance.instructions(config).stream().map(i -> i.map(scanner::masked)).toList();
  }

  private static List<String> names(Target target, Image image) {
    List<String> names = new ArrayList<>();
    image.resolvedName().repository().ifPresent(names::add);
    if (names.isEmpty()) {
      names.add(target.reference());
    }
    return names;
  }
}
