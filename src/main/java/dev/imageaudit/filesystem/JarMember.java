package dev.imageaudit.filesystem;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A member of a jar that is looked into while it comes by. */
final class JarMember {
  /** Of a longer text the beginning says what matters. */
  private static final int MAX_TEXT_BYTES = 32 << 10;

  static final int BUFFER_BYTES = 8192;

  /** Where the content goes; answers whether more is wanted. */
  private interface Sink {
    boolean accept(byte[] bytes, int from, int end);

    void close();
  }

  private final JarCapture jar;
  private final Inflater inflater;
  private final boolean isOwnInflater;
  private final boolean isDeflated;
  private final Sink sink;
  private final byte[] unpacked;
  private long bytesLeft;
  private boolean isDone;

  private JarMember(JarCapture jar, boolean isDeflated, long sizeBytes, Sink sink) {
    this(jar, new Inflater(true), true, new byte[BUFFER_BYTES], isDeflated, sizeBytes, sink);
  }

  private JarMember(
      JarCapture jar,
      Inflater inflater,
      boolean isOwnInflater,
      byte[] unpacked,
      boolean isDeflated,
      long sizeBytes,
      Sink sink) {
    this.jar = jar;
    this.inflater = inflater;
    this.isOwnInflater = isOwnInflater;
    this.unpacked = unpacked;
    this.isDeflated = isDeflated;
    this.bytesLeft = sizeBytes;
    this.isDone = sizeBytes == 0;
    this.sink = sink;
  }

  /** A text whose beginning {@code reader} gets at the end. */
  static JarMember text(
      JarCapture jar, boolean isDeflated, long sizeBytes, Consumer<String> reader) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    return new JarMember(
        jar,
        isDeflated,
        sizeBytes,
        new Sink() {
          @Override
          public boolean accept(byte[] bytes, int from, int end) {
            text.write(bytes, from, Math.min(end - from, MAX_TEXT_BYTES - text.size()));
            return text.size() < MAX_TEXT_BYTES;
          }

          @Override
          public void close() {
            reader.accept(text.toString(StandardCharsets.UTF_8));
          }
        });
  }

  /** A class: there are so many that they share what reads them, one after the other. */
  static JarMember ofClass(JarCapture jar, boolean isDeflated, long sizeBytes) {
    ClassReferences references = jar.references();
    references.begin();
    return new JarMember(
        jar,
        jar.inflater(),
        false,
        jar.unpacked(),
        isDeflated,
        sizeBytes,
        new Sink() {
          @Override
          public boolean accept(byte[] bytes, int from, int end) {
            return references.accept(bytes, from, end);
          }

          @Override
          public void close() {
            references.end();
          }
        });
  }

  /** A compressed jar. */
  static JarMember jar(JarCapture jar, JarStream stream, long sizeBytes) {
    return new JarMember(
        jar,
        true,
        sizeBytes,
        new Sink() {
          @Override
          public boolean accept(byte[] bytes, int from, int end) {
            stream.accept(bytes, from, end);
            return true;
          }

          @Override
          public void close() {
            stream.end();
          }
        });
  }

  boolean isDone() {
    return isDone;
  }

  /** Reads what of {@code chunk} is the member's; answers where that ends. */
  int accept(byte[] chunk, int from, int end) {
    int mine = (int) Math.min(end - from, bytesLeft);
    int taken = isDeflated ? inflate(chunk, from, mine) : mine;
    if (!isDeflated) {
      isDone = !sink.accept(chunk, from, from + mine);
    }
    bytesLeft -= taken;
    isDone |= bytesLeft == 0;
    return from + taken;
  }

  private int inflate(byte[] chunk, int from, int count) {
    inflater.setInput(chunk, from, count);
    try {
      int length;
      do {
        length = inflater.inflate(unpacked);
        boolean isWanted = length == 0 || sink.accept(unpacked, 0, length);
        isDone =
            !isWanted
                || !jar.mayUnpack(length)
                || inflater.finished()
                || inflater.needsDictionary();
      } while (!isDone && (length == unpacked.length || !inflater.needsInput()));
    } catch (DataFormatException e) {
      isDone = true;
    }
    return count - inflater.getRemaining();
  }

  void close() {
    if (isOwnInflater) {
      inflater.end();
    }
    sink.close();
  }
}
