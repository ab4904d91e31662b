package dev.imageaudit.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a policy may bound by a number. */
public enum Limit {
  SIZE("maxSize", "to pull"),
  UNPACKED("maxUnpacked", "unpacked"),
  RESIDUE("maxResidue", "that only the build needed");

  private final String code;
  private final String noun;

  Limit(String code, String noun) {
    this.code = code;
    this.noun = noun;
  }

  /** Its name in a policy: {@code maxSize}. */
  public String code() {
    return code;
  }

  /** The limit that {@link #code} names; empty where there is none. */
  public static Optional<Limit> named(String code) {
    return Arrays.stream(values()).filter(limit -> limit.code.equals(code)).findFirst();
  }

  /** All names. */
  public static List<String> codes() {
    return Arrays.stream(values()).map(Limit::code).toList();
  }

  long bytesOf(RecordedImage image) {
    return switch (this) {
      case SIZE -> image.compressedBytes();
      case UNPACKED -> image.uncompressedBytes();
      case RESIDUE -> image.residueBytes();
    };
  }

  String sentence(long bytes, long allowed) {
    return ByteText.of(bytes) + " " + noun + ", " + ByteText.of(allowed) + " allowed";
  }
}
