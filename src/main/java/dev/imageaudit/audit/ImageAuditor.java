package dev.imageaudit.audit;

import dev.imageaudit.closure.ClosureFinder;
import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.detect.Detector;
import dev.imageaudit.detect.Finding;
import dev.imageaudit.detect.SecretDetector;
import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.dockerfile.Base;
import dev.imageaudit.dockerfile.Refactorer;
import dev.imageaudit.dockerfile.Refactoring;
import dev.imageaudit.estimate.BaseImages;
import dev.imageaudit.estimate.Bookkeeper;
import dev.imageaudit.estimate.Duplicates;
import dev.imageaudit.estimate.Judge;
import dev.imageaudit.estimate.MinimumSaving;
import dev.imageaudit.estimate.ProjectedImage;
import dev.imageaudit.estimate.Projections;
import dev.imageaudit.estimate.Residue;
import dev.imageaudit.estimate.Residues;
import dev.imageaudit.estimate.RuntimeBase;
import dev.imageaudit.estimate.RuntimeTools;
import dev.imageaudit.estimate.Subject;
import dev.imageaudit.estimate.Verdict;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.image.Image;
import dev.imageaudit.oci.Digest;
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
  private final MinimumSaving minimum;

  /**
   * An auditor.
   *
   * @param bases that an image could stand on
   * @param minimum what a refactor must save to be worth it
   */
  public ImageAuditor(
      Detector detector, SecretScanner scanner, BaseImages bases, MinimumSaving minimum) {
    this.detector = detector;
    this.scanner = scanner;
    this.bases = bases;
    this.minimum = minimum;
  }

  /** An auditor by the usual minimum. */
  public ImageAuditor(Detector detector, SecretScanner scanner, BaseImages bases) {
    this(detector, scanner, bases, MinimumSaving.DEFAULT);
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
    BaseImage base = base(image, root, proven);
    Examined examined = examined(target, image, root, base);
    Subject subject = examined.subject();
    Bookkeeper.Books books = Bookkeeper.books(subject);
    Duplicates duplicates = Duplicates.of(subject);
    Projections projections = projections(subject);
    Verdict verdict = Judge.judge(subject, projections, minimum);
    return new ImageReport(target, image, subject, examined.scanner())
        .audit(
            base,
            duplicates,
            books,
            projections,
            verdict,
            refactoring(image, examined, base, projections, verdict));
  }

  /** All that is known of {@code image}, whose base no other image of a fleet proves. */
  Subject subject(Target target, Image image, List<LayerIndex> layers) {
    RootFilesystem root = RootFilesystem.of(layers);
    return examined(target, image, root, base(image, root, Optional.empty())).subject();
  }

  /**
   * What is known of an image.
   *
   * @param scanner one that knows its secrets
   */
  private record Examined(Subject subject, SecretScanner scanner) {}

  /** The runtime images that {@code subject} could be. */
  Projections projections(Subject subject) {
    return Projections.of(subject, bases);
  }

  private BaseImage base(
      Image image, RootFilesystem root, Optional<BaseRecognition.Proven> proven) {
    return BaseImage.of(
        image.config(),
        root,
        proven.or(() -> BaseRecognition.published(image, bases)),
        annotation(image, BaseImage.NAME));
  }

  private Examined examined(Target target, Image image, RootFilesystem root, BaseImage base) {
    PackageInventory packages = PackageDatabases.read(root);
    RuntimeClosure closure =
        ClosureFinder.find(
            root,
            image.config(),
            target.commands().stream().map(c -> c.argv(image.config())).toList());
    List<Finding> findings = detector.detect(root, packages, closure::loads);
    SecretDetector.Result secrets =
        new SecretDetector(scanner).detect(root, packages, image.config(), findings);
    List<Residue> residues =
        new ArrayList<>(
            RuntimeTools.judged(
                Residues.of(root, findings, closure), root, image.config(), closure));
    residues.addAll(Residues.ofSecrets(secrets.secrets()));
    Subject subject =
        new Subject(
            names(target, image),
            image.config(),
            root,
            instructions(image.config(), secrets.scanner()),
            base.layers(),
            base.report().name(),
            packages,
            closure,
            residues);
    return new Examined(subject, secrets.scanner());
  }

  private Optional<Refactoring> refactoring(
      Image image, Examined examined, BaseImage base, Projections projections, Verdict verdict) {
    Subject subject = examined.subject();
    return verdict.isCandidate()
        ? Optional.of(
            Refactorer.refactor(
                subject,
                pinned(base.ofDockerfile(), image).withRuntime(published(subject, projections)),
                examined.scanner()::masked))
        : Optional.empty();
  }

  /** By what the image's annotations say, else by what is known of published images. */
  private Base pinned(Base base, Image image) {
    Optional<RuntimeBase> known =
        base.name().flatMap(name -> bases.find(name, image.config().platform()));
    return base.pinned(annotation(image, BaseImage.NAME), annotation(image, BaseImage.DIGEST))
        .pinned(
            known.map(RuntimeBase::name), known.flatMap(RuntimeBase::digest).map(Digest::toString));
  }

  /** Where instructions can run in it: packages are installed there. */
  private Optional<Base.Published> published(Subject subject, Projections projections) {
    return projections
        .runtimeBase()
        .flatMap(ProjectedImage::base)
        .flatMap(name -> bases.find(name, subject.config().platform()))
        .filter(RuntimeBase::hasShell)
        .map(base -> new Base.Published(base.pinnedName(), !base.ecosystem().startsWith("os-")));
  }

  private static Optional<String> annotation(Image image, String name) {
    return Optional.ofNullable(image.annotations().get(name));
  }

  /** Of each layer, fit to be shown. */
  private static List<Optional<String>> instructions(ImageConfig config, SecretScanner scanner) {
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
