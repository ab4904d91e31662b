package dev.imageaudit.packages;

/** Whose package database lists a package. */
public enum PackageFormat {
  /** Debian's dpkg, distroless images' {@code status.d} included. */
  DEB,
  /** Alpine's apk. */
  APK
}
