package dev.imageaudit.audit;

import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.oci.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Images of which only the saving matters. */
public final class FakeSavings {
  static final Labels NONE = Labels.NONE;

  private FakeSavings() {}

  /** A layer by the name of its content. */
  public record Part(String content, long compressedBytes, long savedBytes, boolean fromBase) {
    public static Part base(String content, long compressedBytes, long savedBytes) {
      return new Part(content, compressedBytes, savedBytes, true);
    }

    public static Part own(String content, long compressedBytes, long savedBytes) {
      return new Part(content, compressedBytes, savedBytes, false);
    }
  }

  static Labels labels(String owner, long instances, long pulls) {
    return new Labels(
        Optional.of(owner),
        Optional.empty(),
        Optional.empty(),
        Optional.of(instances).filter(n -> n > 0),
        Optional.of(pulls).filter(n -> n > 0),
        new TreeMap<>());
  }

  static ImageAudit image(String name, Part... parts) {
    return image(name, NONE, parts);
  }

  static ImageAudit image(String name, Labels labels, Part... parts) {
    return image(name, "linux/amd64", labels, List.of(), parts);
  }

  public static ImageAudit image(
      String name,
      String platform,
      Labels labels,
      List<ImageAudit.Finding> findings,
      Part... parts) {
    Reference reference = Reference.parse("registry.test/" + name + ":1");
    ImageAudit like = FakeOutcomes.audited();
    List<ImageAudit.Layer> layers = new ArrayList<>();
    for (Part part : parts) {
      layers.add(
          new ImageAudit.Layer(
              layers.size(),
              FakeOutcomes.digest(part.content),
              new DiffId(FakeOutcomes.digest(part.content)),
              "tar",
              part.compressedBytes,
              part.compressedBytes,
              Optional.empty(),
              part.fromBase,
              part.savedBytes,
              0));
    }
    long bytes = Arrays.stream(parts).mapToLong(Part::compressedBytes).sum();
    return new ImageAudit(
        reference.toString(),
        Optional.of(
            ResolvedName.of(reference, FakeOutcomes.digest(platform + Arrays.toString(parts)))),
        Optional.of(Platform.parse(platform)),
        labels,
        Optional.empty(),
        like.config(),
        new ImageAudit.Size(bytes, bytes, bytes),
        layers,
        Arrays.stream(parts).anyMatch(Part::fromBase)
            ? FakeOutcomes.proved("debian:12", 1)
            : ImageAudit.Base.unknown(Optional.empty()),
        findings,
        List.of(),
        0,
        List.of(),
        like.duplicates(),
        like.ledger(),
        like.breakdown(),
        like.verdict(),
        like.projections(),
        List.of(),
        Optional.empty());
  }

  /** Something that the base brought and nothing needs. */
  public static ImageAudit.Finding finding(String rule, String name, long bytes) {
    return new ImageAudit.Finding(
        rule,
        Kind.COMPILER,
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        new ImageAudit.FoundPaths(1, List.of("/usr/bin/" + rule)),
        bytes,
        bytes,
        List.of(0),
        Optional.empty(),
        false,
        "Nothing runs it.",
        Confidence.HIGH,
        true,
        Optional.of("debian:12"));
  }
}
