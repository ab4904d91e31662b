package dev.imageaudit.oci;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The digest of a blob, such as {@code sha256:6c3c…}: algorithm and lower-case hexadecimal value.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests">OCI
 *     image spec, digests</a>
 */
public record Digest(String algorithm, String hex) implements Comparable<Digest> {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

  /**
   * Checks algorithm and length.
   *
   * @throws IllegalArgumentException where the algorithm is neither sha256 nor sha512, or the value
   *     has not its length
   */
  public Digest {
    int length =
        switch (algorithm) {
          case "sha256" -> 64;
          case "sha512" -> 128;
          default -> throw new IllegalArgumentException("unsupported digest: " + algorithm);
        };
    if (hex.length() != length || !HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("malformed digest: " + algorithm + ":" + hex);
    }
  }

  /**
   * Reads {@code algorithm:hex}.
   *
   * @throws IllegalArgumentException where {@code text} is no digest
   */
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("malformed digest: " + text);
    }
    return new Digest(text.substring(0, colon), text.substring(colon + 1).toLowerCase(Locale.ROOT));
  }

  /** The sha256 digest whose 32 bytes {@code value} holds. */
  public static Digest ofSha256(byte[] value) {
    return new Digest("sha256", HexFormat.of().formatHex(value));
  }

  /** The sha256 digest of {@code content}. */
  public static Digest sha256Of(byte[] content) {
    return ofSha256(newSha256().digest(content));
  }

  /** A fresh computation of this digest's algorithm. */
  public MessageDigest newComputation() {
    return algorithm.equals("sha256") ? newSha256() : newComputation("SHA-512");
  }

  /** A fresh computation of sha256. */
  public static MessageDigest newSha256() {
    return newComputation("SHA-256");
  }

  private static MessageDigest newComputation(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + name, e);
    }
  }

  /** The first twelve digits, for people. */
  public String abbreviated() {
    return hex.substring(0, 12);
  }

  @Override
  public int compareTo(Digest other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }
}
