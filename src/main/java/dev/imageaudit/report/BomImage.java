package dev.imageaudit.report;

import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.packages.PackageUrl;
import dev.imageaudit.report.CycloneDx.Component;
import dev.imageaudit.report.CycloneDx.Hash;
import dev.imageaudit.report.CycloneDx.Property;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The image that a BOM is about. */
final class BomImage {
  private BomImage() {}

  static Component of(ImageAudit image, String ref) {
    Optional<Digest> digest = image.resolved().flatMap(ResolvedName::digest);
    return new Component(
        "container",
        Optional.of(ref),
        image.reference(),
        digest.map(Digest::toString),
        digest
            .filter(d -> d.algorithm().equals("sha256"))
            .map(d -> List.of(new Hash("SHA-256", d.hex())))
            .orElse(List.of()),
        List.of(),
        image.resolved().flatMap(name -> purl(name, image.platform())),
        Optional.empty(),
        properties(image));
  }

  /**
   * Of an image in a registry.
   *
   * @see <a
   *     href="https://github.com/package-url/purl-spec/blob/main/types-doc/oci-definition.md">The
   *     type oci</a>
   */
  private static Optional<String> purl(ResolvedName name, Optional<Platform> platform) {
    if (name.registry().isEmpty() || name.repository().isEmpty() || name.digest().isEmpty()) {
      return Optional.empty();
    }
    String repository = name.repository().get();
    Map<String, String> qualifiers = new TreeMap<>();
    qualifiers.put("repository_url", name.registry().get() + "/" + repository);
    name.tag().ifPresent(tag -> qualifiers.put("tag", tag));
    platform.ifPresent(p -> qualifiers.put("arch", p.architecture()));
    return Optional.of(
        PackageUrl.of(
            "oci",
            repository.substring(repository.lastIndexOf('/') + 1),
            name.digest().get().toString(),
            qualifiers));
  }

  private static List<Property> properties(ImageAudit image) {
    Map<String, String> properties = new TreeMap<>();
    image.platform().ifPresent(platform -> properties.put("platform", platform.toString()));
    image.base().name().ifPresent(base -> properties.put("base", base));
    image.labels().owner().ifPresent(owner -> properties.put("owner", owner));
    properties.put("verdict", image.verdict().code().code());
    properties.put("compressedBytes", String.valueOf(image.size().compressedBytes()));
    properties.put("uncompressedBytes", String.valueOf(image.size().uncompressedBytes()));
    properties.put("packagesOmitted", String.valueOf(image.packagesOmitted()));
    Stream<Property> unread =
        image.unreadDatabases().stream()
            .map(path -> new Property("image-audit:unreadDatabase", path));
    return Stream.concat(
            properties.entrySet().stream()
                .map(p -> new Property("image-audit:" + p.getKey(), p.getValue())),
            unread)
        .toList();
  }
}
