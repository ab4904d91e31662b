package dev.imageaudit.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** What a policy may bound by a number. */
public enum Limit {
  SIZE("maxSize", "to pull", RecordedImage::compressedBytes),
  UNPACKED("maxUnpacked", "unpacked", RecordedImage::uncompressedBytes),
  RESIDUE("maxResidue", "that only the build needed", RecordedImage::residueBytes);

  private final String code;
  private final String noun;
  private final ToLongFunction<RecordedImage> measure;

  Limit(String code, String noun, ToLongFunction<RecordedImage> measure) {
    this.code = code;
    this.noun = noun;
    this.measure = measure;
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
    return measure.applyAsLong(image);
  }

  String sentence(long bytes, long allowed) {
    return ByteText.of(bytes) + " " + noun + ", " + ByteText.of(allowed) + " allowed";
  }
}
