package dev.imageaudit.filesystem;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.imageaudit.image.BlobReadException;
import dev.imageaudit.image.FailureReason;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Zstandard, of one frame or several. It is decoded by blocks, so a position within a block is
 * interpolated.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8878">RFC 8878</a>
 */
final class ZstdDecompressor extends Decompressor {
  private static final int BLOCK_BYTES = 128 * 1024;
  private static final int SLICE_BYTES = 4 * 1024;

  private final ReadAhead blob;
  private final ZstdDecompressCtx context = new ZstdDecompressCtx();
  private final ByteBuffer input = ByteBuffer.allocateDirect(BLOCK_BYTES);
  private final ByteBuffer block = ByteBuffer.allocateDirect(2 * BLOCK_BYTES);
  private boolean inputEnded;
  private boolean frameEnded = true;
  private long consumed;
  private long consumedBeforeBlock;
  private int blockLength;

  ZstdDecompressor(ReadAhead blob, ByteBuffer first) {
    this.blob = blob;
    input.put(first).flip();
    block.limit(0);
  }

  @Override
  Compression compression() {
    return Compression.ZSTD;
  }

  @Override
  long blobPosition() {
    if (blockLength == 0) {
      return consumed;
    }
    long blockBytes = consumed - consumedBeforeBlock;
    return consumedBeforeBlock + blockBytes * block.position() / blockLength;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!block.hasRemaining() && !decodeBlock()) {
      return -1;
    }
    int count = Math.min(length, block.remaining());
    block.get(target, offset, count);
    return count;
  }

  private boolean decodeBlock() throws IOException {
    consumedBeforeBlock = consumed;
    block.clear();
    while (block.position() == 0 && (hasInput() || !frameEnded)) {
      int before = input.position();
      int end = input.limit();
      // Little by little, so that no more input is used than the next block needs.
      input.limit(Math.min(end, before + SLICE_BYTES));
      try {
        frameEnded = context.decompressDirectByteBufferStream(block, input);
      } catch (ZstdException e) {
        throw new BlobReadException(
            FailureReason.CORRUPT_COMPRESSION,
            "the layer's zstd stream is corrupt: " + e.getMessage(),
            e);
      }
      consumed += input.position() - before;
      boolean stuck = input.position() == before && block.position() == 0;
      input.limit(end);
      if (stuck && !hasInput() && !frameEnded) {
        throw new BlobReadException(
            FailureReason.CORRUPT_COMPRESSION, "the layer's zstd stream ends in the middle");
      }
    }
    block.flip();
    blockLength = block.limit();
    return blockLength > 0;
  }

  private boolean hasInput() throws IOException {
    if (!input.hasRemaining() && !inputEnded) {
      ByteBuffer next = blob.next();
      inputEnded = !next.hasRemaining();
      input.clear();
      input.put(next).flip();
    }
    return input.hasRemaining();
  }

  @Override
  public void close() {
    context.close();
  }
}
