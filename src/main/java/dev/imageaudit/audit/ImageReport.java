package dev.imageaudit.audit;

import dev.imageaudit.detect.Finding;
import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.dockerfile.Refactoring;
import dev.imageaudit.estimate.Bookkeeper;
import dev.imageaudit.estimate.Bytes;
import dev.imageaudit.estimate.Duplicates;
import dev.imageaudit.estimate.ProjectedImage;
import dev.imageaudit.estimate.Projections;
import dev.imageaudit.estimate.Residue;
import dev.imageaudit.estimate.Subject;
import dev.imageaudit.estimate.Verdict;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.image.Image;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.packages.OsRelease;
import dev.imageaudit.packages.PackageUrl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns what was worked out of an image into the small record that the reports show. */
final class ImageReport {
  private static final int MAX_ROOTS = 20;

  private final Target target;
  private final Image image;
  private final Subject subject;
  private final SecretScanner scanner;

  ImageReport(Target target, Image image, Subject subject, SecretScanner scanner) {
    this.scanner = scanner;
    this.target = target;
    this.image = image;
    this.subject = subject;
  }

  ImageAudit audit(
      BaseImage base,
      Duplicates duplicates,
      Bookkeeper.Books books,
      Projections projections,
      Verdict verdict,
      Optional<Refactoring> refactoring) {
    ImageConfig config = subject.config();
    List<ImageAudit.ListedPackage> packages =
        new PackageList(subject.root(), subject.packages()).packages();
    int listed = Math.min(packages.size(), PackageList.MAX_PACKAGES);
    return new ImageAudit(
        target.reference(),
        Optional.of(image.resolvedName()),
        Optional.of(image.platform()),
        target.labels(),
        config.created(),
        new ImageAudit.Config(
            scanner.masked(config.entrypoint()),
            scanner.masked(config.cmd()),
            config.user(),
            config.workingDir()),
        new ImageAudit.Size(books.ledger().compressedBytes(), books.ledger().bytes(), fileBytes()),
        layers(base, duplicates, savedByLayer(projections, verdict)),
        base.report(),
        findings(base),
        packages.subList(0, listed),
        packages.size() - listed,
        subject.packages().unread(),
        ListedDuplicates.of(duplicates, subject.instructions(), scanner::masked),
        books.ledger(),
        books.breakdown(),
        verdict.map(scanner::masked),
        projections.images().stream().map(ProjectedImage::projection).toList(),
        scanner.masked(subject.closure().uncertainties()),
        refactoring);
  }

  private long fileBytes() {
    Set<FileEntry> counted = Collections.newSetFromMap(new IdentityHashMap<>());
    long sum = 0;
    for (RootFile file : subject.root().files()) {
      if (file.type() == FileType.REGULAR && counted.add(file.inode())) {
        sum += file.sizeBytes();
      }
    }
    return sum;
  }

  /** What following the verdict removes of each layer. */
  private List<Long> savedByLayer(Projections projections, Verdict verdict) {
    return verdict
        .recommendedProjection()
        .map(name -> projections.savedByLayer(subject, name))
        .orElse(Collections.nCopies(subject.root().layers().size(), 0L));
  }

  private List<ImageAudit.Layer> layers(
      BaseImage base, Duplicates duplicates, List<Long> savedBytes) {
    List<ImageAudit.Layer> layers = new ArrayList<>();
    for (int i = 0; i < subject.root().layers().size(); i++) {
      LayerIndex index = subject.root().layers().get(i);
      layers.add(
          new ImageAudit.Layer(
              i,
              index.digest(),
              index.diffId(),
              image.layers().get(i).mediaType(),
              index.blobBytes(),
              index.streamBytes(),
              subject.instructions().get(i),
              i < base.layers(),
              savedBytes.get(i),
              duplicates.wastedByLayer().get(i).compressedBytes()));
    }
    return layers;
  }

  private List<ImageAudit.Finding> findings(BaseImage base) {
    OsRelease distribution = OsRelease.of(subject.root());
    return subject.residues().stream()
        .map(residue -> finding(residue, base, distribution))
        .sorted(
            Comparator.comparing((ImageAudit.Finding f) -> -f.bytes())
                .thenComparing(ImageAudit.Finding::rule)
                .thenComparing(ImageAudit.Finding::name)
                .thenComparing(f -> f.paths().roots().toString()))
        .toList();
  }

  private ImageAudit.Finding finding(Residue residue, BaseImage base, OsRelease distribution) {
    Finding finding = residue.finding();
    Optional<Integer> heaviest =
        residue.byLayer().entrySet().stream()
            .max(Map.Entry.comparingByValue(Comparator.comparingLong(Bytes::uncompressedBytes)))
            .map(Map.Entry::getKey);
    return new ImageAudit.Finding(
        finding.rule(),
        finding.kind(),
        finding.name(),
        finding.version(),
        finding.owner().map(owner -> PackageUrl.of(owner, distribution)).or(finding::purl),
        finding.owner().map(Object::toString),
        finding.evidence(),
        new ImageAudit.FoundPaths(finding.paths().size(), roots(finding.paths())),
        residue.bytes().uncompressedBytes(),
        residue.bytes().compressedBytes(),
        List.copyOf(residue.byLayer().keySet()),
        heaviest.flatMap(layer -> subject.instructions().get(layer)),
        residue.neededAtRuntime(),
        scanner.masked(residue.reason() + remedy(residue, base, heaviest)),
        finding.confidence(),
        heaviest.map(layer -> layer < base.layers()).orElse(false),
        heaviest.flatMap(base::partOf).map(ImageAudit.BasePart::title));
  }

  /** Where the reader has to go to be rid of it. */
  private static String remedy(Residue residue, BaseImage base, Optional<Integer> layer) {
    if (residue.neededAtRuntime() || layer.map(l -> l >= base.layers()).orElse(true)) {
      return "";
    }
    return base.partOf(layer.get())
        .map(
            part -> " It came with the base image " + part.title() + ": it goes with another base.")
        .orElse(" It came with the base image: it goes with another base.");
  }

  /** Those of {@code paths} that lie in none of the others, as many as a reader wants. */
  private static List<String> roots(Set<String> paths) {
    List<String> roots = new ArrayList<>();
    for (String path : paths) {
      String parent = Paths.parent(path);
      while (!parent.equals("/") && !paths.contains(parent)) {
        parent = Paths.parent(parent);
      }
      if (!paths.contains(parent)) {
        roots.add(path);
        if (roots.size() == MAX_ROOTS) {
          break;
        }
      }
    }
    return roots;
  }
}
