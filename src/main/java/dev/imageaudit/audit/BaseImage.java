package dev.imageaudit.audit;

import dev.imageaudit.detect.Confidence;
import dev.imageaudit.dockerfile.Base;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.packages.OsRelease;
import java.util.Optional;

/**
 * What an image is built on.
 *
 * @param layers how many of the image's first layers it brought; zero where that is not known
 */
record BaseImage(ImageAudit.Base report, int layers) {
  private static final String LABEL = "org.opencontainers.image.base.name";

  /**
   * The proven base, else the distribution whose root filesystem the first layer is. A label's word
   * is reported, and not believed.
   */
  static BaseImage of(
      ImageConfig config, RootFilesystem root, Optional<BaseRecognition.Proven> proven) {
    Optional<String> claimed =
        Optional.ofNullable(config.labels().get(LABEL))
            .filter(name -> proven.map(p -> !p.name().equals(name)).orElse(true));
    if (proven.isPresent()) {
      return new BaseImage(
          new ImageAudit.Base(
              Optional.of(proven.get().name()), Optional.of(Confidence.HIGH), claimed),
          proven.get().layers());
    }
    int inherited = Provenance.inheritedLayers(config);
    OsRelease distribution = OsRelease.of(root);
    boolean isFirstLayersOwn =
        root.layers().size() > 1
            && root.resolve("/etc/os-release").map(f -> f.layer() == 0).orElse(false);
    if (!isFirstLayersOwn) {
      return new BaseImage(
          new ImageAudit.Base(Optional.empty(), Optional.empty(), claimed), inherited);
    }
    String name = (distribution.id() + " " + distribution.versionId()).strip();
    return new BaseImage(
        new ImageAudit.Base(Optional.of(name), Optional.of(Confidence.LOW), claimed),
        Math.max(1, inherited));
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
