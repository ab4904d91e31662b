package dev.imageaudit.filesystem;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.smile.SmileFactory;
import com.fasterxml.jackson.dataformat.smile.SmileGenerator;
import com.fasterxml.jackson.dataformat.smile.databind.SmileMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.imageaudit.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Layer indexes on disk, a file each, and the few last used in memory: what is read once need not
 * be read again, and memory does not grow with the fleet.
 */
public final class LayerCache {
  private static final long MAX_BYTES_IN_MEMORY = 100 << 20;
  private static final int ENTRY_BYTES = 500;

  /** Spread over seven bits a byte, contents would not compress. */
  private static final ObjectMapper FORMAT =
      new SmileMapper(
              SmileFactory.builder().disable(SmileGenerator.Feature.ENCODE_BINARY_AS_7BIT).build())
          .registerModule(new Jdk8Module())
          .setVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE);

  private final Path directory;
  private final Map<Digest, LayerIndex> recent = new LinkedHashMap<>(16, 0.75f, true);
  private long bytesInMemory;

  /** A cache in {@code directory}, which exists; indexes of other capture rules lie elsewhere. */
  public LayerCache(Path directory) {
    this.directory = directory;
  }

  /** Keeps {@code index} under {@code key}. */
  public void put(Digest key, LayerIndex index) throws IOException {
    Path temporary = Files.createTempFile(directory, "layer", ".part");
    try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(temporary), 1)) {
      FORMAT.writeValue(out, index);
    }
    Files.move(temporary, file(key), StandardCopyOption.ATOMIC_MOVE);
    remember(key, index);
  }

  /**
   * The index that was kept under {@code key}.
   *
   * @throws IOException where there is none, or it cannot be read
   */
  public LayerIndex get(Digest key) throws IOException {
    synchronized (recent) {
      LayerIndex index = recent.get(key);
      if (index != null) {
        return index;
      }
    }
    try (InputStream in = new ZstdInputStream(Files.newInputStream(file(key)))) {
      LayerIndex index = FORMAT.readValue(in, LayerIndex.class);
      remember(key, index);
      return index;
    }
  }

  private Path file(Digest key) {
    return directory.resolve(key.algorithm() + "-" + key.hex());
  }

  private void remember(Digest key, LayerIndex index) {
    synchronized (recent) {
      LayerIndex before = recent.put(key, index);
      bytesInMemory += bytes(index) - (before == null ? 0 : bytes(before));
      var eldest = recent.values().iterator();
      while (bytesInMemory > MAX_BYTES_IN_MEMORY && eldest.hasNext()) {
        bytesInMemory -= bytes(eldest.next());
        eldest.remove();
      }
    }
  }

  /** About what {@code index} occupies. */
  private static long bytes(LayerIndex index) {
    long bytes = 0;
    for (FileEntry entry : index.entries()) {
      bytes += ENTRY_BYTES + entry.content().map(Content::heldBytes).orElse(0);
    }
    return bytes;
  }
}
