package dev.imageaudit.oci;

/**
 * What a document behind a reference is, read from its content, since a registry's media type may
 * be missing or wrong.
 */
public enum DocumentKind {
  MANIFEST,
  INDEX,
  /** A Docker manifest of schema 1. */
  SCHEMA1,
  /** JSON that is none of these. */
  OTHER;

  public static DocumentKind of(byte[] json) throws InvalidDocumentException {
    Document document = Document.parse("manifest", json);
    if (document.has("fsLayers")) {
      return SCHEMA1;
    }
    if (document.has("manifests")) {
      return INDEX;
    }
    return document.has("config") ? MANIFEST : OTHER;
  }
}
