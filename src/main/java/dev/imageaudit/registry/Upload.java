package dev.imageaudit.registry;

import java.nio.file.Path;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.FileEntity;

/** What is sent to a registry; it can be sent again. */
sealed interface Upload {
  /** A file, as it is. */
  record OfFile(Path file) implements Upload {
    @Override
    public HttpEntity entity() {
      return new FileEntity(file.toFile(), ContentType.APPLICATION_OCTET_STREAM);
    }
  }

  /** A document. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record OfBytes(byte[] bytes, String mediaType) implements Upload {
    @Override
    public HttpEntity entity() {
      return new ByteArrayEntity(bytes, ContentType.create(mediaType));
    }
  }

  /** A new body for one request. */
  HttpEntity entity();
}
