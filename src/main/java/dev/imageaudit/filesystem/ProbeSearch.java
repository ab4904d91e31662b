package dev.imageaudit.filesystem;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for one probe in a content that comes in chunks; finds a match across their borders too.
 */
final class ProbeSearch {
  private static final int MAX_MATCH_BYTES = 256;

  private final String name;
  private final Matcher matcher;
  private byte[] window = new byte[0];
  private int length;
  private Optional<String> found = Optional.empty();

  private ProbeSearch(String name, Matcher matcher) {
    this.name = name;
    this.matcher = matcher;
  }

  /** A probe, ready to be looked for in many contents. */
  record Sought(CaptureRules.Probe probe, Pattern regex) {
    static Sought of(CaptureRules.Probe probe) {
      return new Sought(probe, Pattern.compile(probe.regex(), Pattern.DOTALL));
    }

    ProbeSearch begin() {
      return new ProbeSearch(probe.name(), regex.matcher(""));
    }
  }

  String name() {
    return name;
  }

  Optional<String> found() {
    return found;
  }

  void accept(byte[] chunk, int count, boolean last) {
    if (found.isPresent()) {
      return;
    }
    append(chunk, count);
    matcher.reset(new Latin1(window, length));
    int from = 0;
    while (matcher.find(from)) {
      // A match that touches the window's end might go on in the next chunk.
      if (last || matcher.end() < length) {
        String text = matcher.groupCount() > 0 ? matcher.group(1) : "";
        found = Optional.of(text == null ? "" : text);
        return;
      }
      from = Math.min(length, matcher.start() + 1);
    }
    int kept = Math.min(length, MAX_MATCH_BYTES);
    System.arraycopy(window, length - kept, window, 0, kept);
    length = kept;
  }

  private void append(byte[] chunk, int count) {
    if (window.length < MAX_MATCH_BYTES + count) {
      byte[] larger = new byte[MAX_MATCH_BYTES + count];
      System.arraycopy(window, 0, larger, 0, length);
      window = larger;
    }
    System.arraycopy(chunk, 0, window, length, count);
    length += count;
  }

  /** Bytes seen as characters, without a copy. */
  private static final class Latin1 implements CharSequence {
    private final byte[] bytes;
    private final int length;

    private Latin1(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public char charAt(int index) {
      return (char) (bytes[index] & 0xff);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
      return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
  }
}
