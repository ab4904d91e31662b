package dev.imageaudit.estimate;

import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.oci.Reference;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A published image that others are built on, as it was at one date.
 *
 * @param name as {@code FROM} names it, such as {@code debian:bookworm-slim}
 * @param compressedBytes the sum of its layers' blobs, where known
 * @param uncompressedBytes the sum of its layers' tar streams, where known
 * @param approximate whether {@code uncompressedBytes} is rounded, or of another date
 * @param ecosystem such as {@code java}; {@code os-glibc} or {@code os-musl} for one with no
 *     language
 * @param date when the figures were true
 * @param source where they are from
 * @param note for people, such as what else it ships
 * @param layers of each the blob's digest or the diff ID, its own base's first; empty where they
 *     are not known
 * @param digest of its manifest, or of an index that has it; empty where it is not known
 */
public record RuntimeBase(
    String name,
    Platform platform,
    OptionalLong compressedBytes,
    OptionalLong uncompressedBytes,
    boolean approximate,
    Role role,
    String ecosystem,
    Libc libc,
    LocalDate date,
    String source,
    Optional<String> note,
    List<Digest> layers,
    Optional<Digest> digest) {

  public RuntimeBase {
    layers = List.copyOf(layers);
  }

  /** What an image is published for. */
  public enum Role {
    /** It ships what building needs. */
    BUILD,
    RUNTIME;

    /** The name in data: {@code runtime}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The C library that programs of an image are linked with. */
  public enum Libc {
    GLIBC,
    MUSL,
    /** There is none: only static programs run. */
    NONE;

    /** The name in data: {@code glibc}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether instructions can run in it, as far as is known. */
  public boolean hasShell() {
    return BaseContents.of(this).shell();
  }

  /** The name, completed as Docker completes it. */
  public Reference reference() {
    return Reference.parse(name);
  }

  /** The name as {@code FROM} takes it, with the digest where that is known. */
  public String pinnedName() {
    return name.contains("@") ? name : name + digest.map(d -> "@" + d).orElse("");
  }

  /** The same image, as a registry shows it at {@code at}. */
  public RuntimeBase published(
      long newCompressedBytes,
      List<Digest> newLayers,
      Optional<Digest> newDigest,
      LocalDate at,
      String from) {
    boolean isTheSame = compressedBytes.equals(OptionalLong.of(newCompressedBytes));
    return new RuntimeBase(
        name,
        platform,
        OptionalLong.of(newCompressedBytes),
        uncompressedBytes,
        approximate || !isTheSame,
        role,
        ecosystem,
        libc,
        at,
        from,
        note,
        newLayers,
        newDigest);
  }
}
