package dev.imageaudit.image;

import java.util.Locale;

/** Why an image could not be audited: a closed set, so that pipelines can act on it. */
public enum FailureReason {
  /** A line of a fleet list, or an argument, that names no image. */
  INVALID_REFERENCE,
  UNKNOWN_HOST,
  CONNECTION_FAILED,
  TLS_FAILED,
  TIMEOUT,
  /** The registry wants credentials, or other ones (401). */
  UNAUTHORIZED,
  /** The credentials do not suffice (403). */
  FORBIDDEN,
  /** No such image, tag, file or daemon image. */
  NOT_FOUND,
  /** Still too many requests (429) after every retry. */
  RATE_LIMITED,
  /** The registry answers with an error of its own (5xx), or with what the spec does not know. */
  SERVER_ERROR,
  DIGEST_MISMATCH,
  /** A blob that ends before its size. */
  TRUNCATED,
  CORRUPT_COMPRESSION,
  UNSUPPORTED_COMPRESSION,
  CORRUPT_TAR,
  /** A layer with an entry whose name or link leads out of the root file system. */
  UNSAFE_PATH,
  /** A manifest of Docker's schema 1. */
  SCHEMA1,
  /** A Helm chart, a signature, an attestation or another artifact. */
  NOT_AN_IMAGE,
  EMPTY_INDEX,
  PLATFORM_ABSENT,
  /** A layer that lies with its vendor and not in the registry. */
  FOREIGN_LAYER,
  /** A manifest, index, config, layout or archive that is not as its specification says. */
  INVALID_DOCUMENT,
  DAEMON_UNAVAILABLE,
  /** More entries, or larger documents, than the program accepts. */
  LIMIT_EXCEEDED,
  /** A credential helper that fails, or a credential file that cannot be read. */
  CREDENTIALS_FAILED,
  /** A fault of this program; the message says which. */
  INTERNAL_ERROR;

  /** The name in reports: {@code digest-mismatch}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
