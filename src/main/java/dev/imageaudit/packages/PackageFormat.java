package dev.imageaudit.packages;

/** Whose package manager knows a package. */
public enum PackageFormat {
  /** Debian's dpkg, distroless images' {@code status.d} included. */
  DEB("deb"),
  /** Alpine's apk. */
  APK("apk"),
  /** What Fedora, Red Hat, SUSE and others have. */
  RPM("rpm"),
  NPM("npm"),
  /** Python's. */
  PYPI("pypi"),
  CONDA("conda"),
  /** Ruby's. */
  GEM("gem"),
  MAVEN("maven"),
  /** Modules that are linked into programs of Go. */
  GO("golang"),
  /** Crates that are linked into programs of Rust. */
  CARGO("cargo"),
  /** .NET's. */
  NUGET("nuget"),
  /** PHP's. */
  COMPOSER("composer");

  private final String type;

  PackageFormat(String type) {
    this.type = type;
  }

  /** The type in package URLs. */
  public String type() {
    return type;
  }
}
