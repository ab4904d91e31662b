package dev.imageaudit.estimate;

import dev.imageaudit.packages.OsRelease;
import java.util.List;
import java.util.Optional;

/**
 * A release of a distribution, with the C library that it has. It is data, in {@code
 * distributions.yaml}.
 *
 * @param names by which tags of images name it
 * @param glibc its version of glibc, such as {@code 2.36}
 */
record Distribution(List<String> names, String id, String version, String glibc) {
  private static final List<Distribution> BUNDLED = load();

  private static List<Distribution> load() {
    return List.of(BundledYaml.read("distributions.yaml", Distribution[].class));
  }

  /** The release that an image says it is; empty where it is not known here. */
  static Optional<Distribution> of(OsRelease release) {
    return BUNDLED.stream()
        .filter(d -> d.id.equals(release.id()) && release.versionId().startsWith(d.version))
        .findFirst();
  }

  /** The release that the name of a base image says. */
  static Optional<Distribution> named(String image) {
    return BUNDLED.stream()
        .filter(
            d ->
                d.names.stream().anyMatch(image::contains)
                    || image.matches(
                        ".*\\b" + d.id + ":" + d.version.replace(".", "\\.") + "\\b.*"))
        .findFirst();
  }

  /** Whether programs built here run there. */
  boolean runsOn(Distribution that) {
    return number(glibc) <= number(that.glibc);
  }

  private static int number(String glibc) {
    return Integer.parseInt(glibc.substring(glibc.indexOf('.') + 1));
  }
}
