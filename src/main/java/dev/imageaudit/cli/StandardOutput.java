package dev.imageaudit.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** The bytes that somebody reads from a pipe; unlike a print stream it says when nobody does. */
final class StandardOutput extends OutputStream {
  private final PrintStream out;

  StandardOutput(PrintStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    check();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    check();
  }

  @Override
  public void flush() throws IOException {
    check();
  }

  /** Flushes it, and leaves it open. */
  @Override
  public void close() throws IOException {
    flush();
  }

  private void check() throws IOException {
    if (out.checkError()) {
      throw new IOException("nobody reads it any more");
    }
  }
}
