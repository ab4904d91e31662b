package dev.imageaudit.packages;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A package that lies in an image beside those of the distribution: a library of the application's,
 * the application itself, or a tool.
 *
 * @param version empty where the image does not say
 * @param purl the package URL; empty where the image says too little for one
 * @param licence as the package writes it
 * @param reason whether the application asks for it itself
 * @param path where the image says that it is there: its manifest, or the file that it is part of
 * @param files those paths of the root filesystem that are its own; none where it is part of one
 */
public record ApplicationPackage(
    PackageFormat format,
    String name,
    String version,
    Optional<String> purl,
    Optional<String> licence,
    InstallReason reason,
    String path,
    List<String> files) {
  private static final int MAX_TEXT_LENGTH = 256;

  public ApplicationPackage {
    files = List.copyOf(files);
  }

  /**
   * A package whose URL is made of type, name and version; empty where it has no name, or one that
   * is none.
   */
  static Optional<ApplicationPackage> of(
      PackageFormat format,
      String name,
      String version,
      Optional<String> licence,
      InstallReason reason,
      String path,
      List<String> files) {
    if (!isText(name) || version.length() > MAX_TEXT_LENGTH) {
      return Optional.empty();
    }
    String purl = PackageUrl.of(format.type(), name, version, Map.of());
    return Optional.of(
        new ApplicationPackage(
            format,
            name,
            version,
            Optional.of(purl),
            licence.map(String::strip).filter(ApplicationPackage::isText),
            reason,
            path,
            files));
  }

  ApplicationPackage withPurl(Optional<String> other) {
    return new ApplicationPackage(format, name, version, other, licence, reason, path, files);
  }

  ApplicationPackage withoutFiles() {
    return new ApplicationPackage(format, name, version, purl, licence, reason, path, List.of());
  }

  private static boolean isText(String text) {
    return !text.isEmpty() && text.length() <= MAX_TEXT_LENGTH;
  }

  @Override
  public String toString() {
    return version.isEmpty() ? name : name + " " + version;
  }
}
