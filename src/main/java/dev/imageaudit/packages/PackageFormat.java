package dev.imageaudit.packages;

/** Whose package database lists a package. */
public enum PackageFormat {
  /** Debian's dpkg, distroless images' {@code status.d} included. */
  DEB("deb"),
  /** Alpine's apk. */
  APK("apk"),
  /** What Fedora, Red Hat, SUSE and others have. */
  RPM("rpm");

  private final String type;

  PackageFormat(String type) {
    this.type = type;
  }

  /** The type in package URLs. */
  public String type() {
    return type;
  }
}
