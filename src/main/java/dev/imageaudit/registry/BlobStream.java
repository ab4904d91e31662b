package dev.imageaudit.registry;

import dev.imageaudit.image.BlobReadException;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A blob as it comes, exactly as long as its descriptor says. A download that breaks is continued
 * where it broke, or begun anew and skipped to there where the registry knows no ranges. Whoever
 * reads computes the digest, which the layer's index needs anyway.
 */
final class BlobStream extends InputStream {
  /** A registry that cuts more often than this does not want to deliver. */
  private static final int MAX_RESUMPTIONS = 100;

  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-.*");

  private final RegistryClient client;
  private final RegistryRequest request;
  private final long sizeBytes;
  private final Pace pace = new Pace();
  private long position;
  private int resumptions;
  private int fruitless;
  private boolean ended;
  private volatile HttpAnswer answer;
  private volatile boolean closed;

  private BlobStream(
      RegistryClient client, RegistryRequest request, long sizeBytes, HttpAnswer answer) {
    this.client = client;
    this.request = request;
    this.sizeBytes = sizeBytes;
    this.answer = answer;
  }

  /**
   * Opens the blob that {@code request} asks for.
   *
   * @throws ImageException where the registry does not give it, or announces another length
   */
  static BlobStream open(RegistryClient client, RegistryRequest request, long sizeBytes)
      throws ImageException {
    HttpAnswer answer = client.open(request);
    OptionalLong announced = answer.length();
    if (announced.isPresent() && announced.getAsLong() != sizeBytes) {
      answer.close();
      throw new ImageException(
          announced.getAsLong() < sizeBytes
              ? FailureReason.TRUNCATED
              : FailureReason.DIGEST_MISMATCH,
          answer.server()
              + " has "
              + announced.getAsLong()
              + " bytes instead of "
              + sizeBytes
              + " for "
              + request.subject());
    }
    return new BlobStream(client, request, sizeBytes, answer);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (position < sizeBytes) {
      try {
        int wanted = (int) Math.min(length, sizeBytes - position);
        long started = System.nanoTime();
        int count = answer.body().read(buffer, offset, wanted);
        pace.note(System.nanoTime() - started, count, answer.server());
        if (count > 0) {
          position += count;
          fruitless = 0;
          return count;
        }
        resume(null);
      } catch (BlobReadException e) {
        throw e;
      } catch (IOException e) {
        resume(e);
      }
    }
    requireEnd();
    return -1;
  }

  /** Reading to the end is also what frees the connection for the next request. */
  private void requireEnd() throws BlobReadException {
    if (ended) {
      return;
    }
    ended = true;
    int more;
    try {
      more = answer.body().read();
    } catch (IOException e) {
      return; // all bytes are here, whatever became of the connection
    }
    if (more >= 0) {
      throw new BlobReadException(
          FailureReason.DIGEST_MISMATCH,
          answer.server() + " sends more than the blob's " + sizeBytes + " bytes");
    }
  }

  private void resume(@Nullable IOException fault) throws IOException {
    answer.close();
    if (closed) {
      throw new IOException("the blob was closed");
    }
    fruitless++;
    resumptions++;
    if (fruitless > client.retries().policy().retries() || resumptions > MAX_RESUMPTIONS) {
      throw failed(fault);
    }
    try {
      client.retries().pause(fruitless);
      HttpAnswer next =
          client.open(
              position == 0 ? request : request.withHeader("Range", "bytes=" + position + "-"));
      answer = next;
      if (closed) {
        next.close();
      }
      skipDelivered(next);
    } catch (ImageException e) {
      throw new BlobReadException(e.reason(), e.getMessage(), e);
    }
  }

  private void skipDelivered(HttpAnswer next) throws IOException {
    if (next.status() == 206) {
      Matcher range = CONTENT_RANGE.matcher(next.header("Content-Range").orElse(""));
      if (!range.matches() || Long.parseLong(range.group(1)) != position) {
        next.close();
        throw new BlobReadException(
            FailureReason.SERVER_ERROR, next.server() + " answers with another range than asked");
      }
      return;
    }
    try {
      next.body().skipNBytes(position);
    } catch (IOException e) {
      next.close(); // the next read finds it closed, and tries again
    }
  }

  private BlobReadException failed(@Nullable IOException fault) {
    String where = "after " + position + " of " + sizeBytes + " bytes";
    if (fault == null) {
      return new BlobReadException(
          FailureReason.TRUNCATED, answer.server() + " ends the blob " + where);
    }
    TransportFault meaning = TransportFault.of(fault, answer.server());
    return new BlobReadException(meaning.reason(), meaning.sentence() + " " + where, fault);
  }

  @Override
  public void close() {
    closed = true;
    answer.close();
  }
}
