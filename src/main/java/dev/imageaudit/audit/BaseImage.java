package dev.imageaudit.audit;

import dev.imageaudit.audit.ImageAudit.BasePart;
import dev.imageaudit.detect.Confidence;
import dev.imageaudit.dockerfile.Base;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.packages.OsRelease;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What an image is built on.
 *
 * @param layers how many of the image's first layers it brought; zero where that is not known
 */
record BaseImage(ImageAudit.Base report, int layers) {
  /** The label, and the annotation, by which builders name the base. */
  static final String NAME = "org.opencontainers.image.base.name";

  static final String DIGEST = "org.opencontainers.image.base.digest";

  /**
   * The bases that layers prove or the history shows, each built on the one before; where there is
   * none, the distribution whose root filesystem the first layer is. What the image claims is
   * reported, and not believed.
   *
   * @param claims what the image's manifest says of it, beside its labels
   */
  static BaseImage of(
      ImageConfig config,
      RootFilesystem root,
      Optional<BaseRecognition.Proven> proven,
      Optional<String> claims) {
    OsRelease distribution = OsRelease.of(root);
    List<BasePart> parts = new ArrayList<>();
    proven.map(BaseImage::part).ifPresent(parts::add);
    BaseFingerprints.match(config, distribution).stream()
        .filter(match -> match.layers() < root.layers().size())
        .map(match -> part(match, distribution))
        .forEach(parts::add);
    int inherited = Provenance.inheritedLayers(config);
    if (parts.isEmpty()) {
      distribution(root, distribution, inherited).ifPresent(parts::add);
    }
    parts.sort(
        Comparator.comparingInt(BasePart::layers)
            .thenComparing(BasePart::evidence, Comparator.reverseOrder()));
    Optional<String> claimed = Optional.ofNullable(config.labels().get(NAME)).or(() -> claims);
    if (parts.isEmpty()) {
      return new BaseImage(ImageAudit.Base.unknown(claimed), inherited);
    }
    BasePart top = parts.get(parts.size() - 1);
    int layers =
        top.evidence() == BaseEvidence.PROVED ? top.layers() : Math.max(top.layers(), inherited);
    return new BaseImage(
        new ImageAudit.Base(
            Optional.of(top.title()),
            Optional.of(confidence(top)),
            claimed.filter(
                name -> top.evidence() == BaseEvidence.INFERRED || !top.name().equals(name)),
            top.version(),
            Optional.of(top.evidence()),
            layers,
            parts),
        layers);
  }

  /** Which of them brought the layer {@code index}; empty where none did. */
  Optional<BasePart> partOf(int index) {
    return report.parts().stream().filter(part -> index < part.layers()).findFirst();
  }

  private static Confidence confidence(BasePart part) {
    if (part.evidence() == BaseEvidence.PROVED) {
      return Confidence.HIGH;
    }
    return part.expected() > 1 && part.missing().isEmpty() ? Confidence.MEDIUM : Confidence.LOW;
  }

  private static BasePart part(BaseRecognition.Proven proven) {
    return new BasePart(
        proven.name(),
        Optional.empty(),
        BaseEvidence.PROVED,
        proven.layers(),
        proven.layers(),
        proven.layers(),
        List.of());
  }

  private static BasePart part(BaseMatch match, OsRelease distribution) {
    boolean isDistribution = match.name().equals(distribution.id());
    Optional<String> version =
        match
            .version()
            .or(
                () ->
                    Optional.of(distribution.versionId())
                        .filter(v -> isDistribution && !v.isEmpty()));
    return new BasePart(
        match.name(),
        version,
        BaseEvidence.INFERRED,
        match.layers(),
        match.expected(),
        match.matched(),
        match.missing());
  }

  private static Optional<BasePart> distribution(
      RootFilesystem root, OsRelease distribution, int inherited) {
    boolean isFirstLayersOwn =
        root.layers().size() > 1
            && root.resolve("/etc/os-release").map(f -> f.layer() == 0).orElse(false);
    return isFirstLayersOwn
        ? Optional.of(
            new BasePart(
                distribution.id(),
                Optional.of(distribution.versionId()).filter(v -> !v.isEmpty()),
                BaseEvidence.INFERRED,
                Math.max(1, inherited),
                0,
                0,
                List.of()))
        : Optional.empty();
  }

  /** As a Dockerfile may name it: what lies in no registry has no such name. */
  Base ofDockerfile() {
    Optional<String> name =
        report
            .name()
            .filter(n -> report.confidence().equals(Optional.of(Confidence.HIGH)))
            .map(n -> n.replaceFirst("^docker(?:://|-daemon:)", ""))
            .filter(n -> !n.matches("(?:oci|oci-archive|docker-archive):.*"));
    return new Base(name, layers);
  }
}
