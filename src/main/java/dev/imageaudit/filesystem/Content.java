package dev.imageaudit.filesystem;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a small file, or of its beginning; immutable, equal by its bytes. Many are held at a
 * time, and few of them read, so that all but the shortest are held compressed.
 */
public final class Content {
  private static final int PLAIN_BYTES = 16 << 10;
  private static final int LEVEL = 1;

  private final byte[] held;
  private final int length;

  private Content(byte[] held, int length) {
    this.held = held;
    this.length = length;
  }

  /** A copy of {@code bytes}. */
  @JsonCreator
  public static Content of(byte[] bytes) {
    boolean isPlain = bytes.length <= PLAIN_BYTES;
    return new Content(isPlain ? bytes.clone() : Zstd.compress(bytes, LEVEL), bytes.length);
  }

  public static Content of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public int length() {
    return length;
  }

  /** What it occupies in memory. */
  int heldBytes() {
    return held.length;
  }

  /** A copy. */
  @JsonValue
  public byte[] toBytes() {
    return length <= PLAIN_BYTES ? held.clone() : Zstd.decompress(held, length);
  }

  /** Decoded as UTF-8; what is malformed becomes U+FFFD. */
  public String utf8() {
    return new String(toBytes(), StandardCharsets.UTF_8);
  }

  /** Decoded as names of files are, by {@link FileNames}. */
  public String names() {
    return FileNames.of(toBytes());
  }

  /** Each byte as a character: faster, where only what is ASCII in it counts. */
  public String latin1() {
    return new String(toBytes(), StandardCharsets.ISO_8859_1);
  }

  public InputStream stream() {
    return new ByteArrayInputStream(toBytes());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content content
        && length == content.length
        && Arrays.equals(held, content.held);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(held);
  }

  @Override
  public String toString() {
    return length + " bytes";
  }
}
