package dev.imageaudit.packages;

/** Why a package is there, as far as the image says. */
public enum InstallReason {
  /** Somebody asked for it by name. */
  REQUESTED,
  /** Another package depends on it. */
  DEPENDENCY,
  /** The image does not say. */
  UNKNOWN
}
