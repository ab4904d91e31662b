package dev.imageaudit.packages;

import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.JarFacts;
import dev.imageaudit.filesystem.JarFacts.Archive;
import dev.imageaudit.filesystem.JarFacts.Artifact;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The libraries in jars: those that Maven has written its coordinates into, and by manifest and
 * file name those that others have made.
 */
final class JarPackages implements Ecosystem {
  private static final Pattern GROUP = Pattern.compile("[\\w.-]+");
  private static final Pattern FILE_NAME =
      Pattern.compile("(.{1,200}?)(?:-(\\d[\\w.+-]{0,100}))?\\.[jwe]ar");

  @Override
  public List<Keep> keeps() {
    return List.of();
  }

  @Override
  public PathPattern manifests() {
    return PathPattern.of("/**/{*.jar,*.war,*.ear}");
  }

  @Override
  public void read(RootFilesystem root, RootFile manifest, Consumer<ApplicationPackage> found) {
    List<Archive> archives = manifest.inode().jar().map(JarFacts::archives).orElse(List.of());
    for (Archive archive : archives) {
      boolean isOutermost = archive.path().isEmpty();
      String name = Paths.name(isOutermost ? manifest.path() : archive.path());
      for (Artifact artifact : archive.artifacts()) {
        boolean isOwn = archive.artifacts().size() == 1 || name.startsWith(artifact.artifactId());
        maven(
                artifact.groupId(),
                artifact.artifactId(),
                artifact.version(),
                isOwn ? licence(archive) : Optional.empty(),
                manifest.path(),
                isOwn && isOutermost ? List.of(manifest.path()) : List.of())
            .ifPresent(found);
      }
      if (archive.artifacts().isEmpty()) {
        unnamed(archive, name, manifest.path(), isOutermost).ifPresent(found);
      }
    }
  }

  /** A jar without coordinates is known by its file's name; its group only where it says so. */
  private static Optional<ApplicationPackage> unnamed(
      Archive archive, String name, String path, boolean isOutermost) {
    SortedMap<String, String> attributes = archive.attributes();
    Matcher parts = FILE_NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String version =
        Optional.ofNullable(parts.group(2))
            .or(() -> Optional.ofNullable(attributes.get("Implementation-Version")))
            .or(() -> Optional.ofNullable(attributes.get("Bundle-Version")))
            .orElse("");
    return maven(
            group(attributes, parts.group(1)),
            parts.group(1),
            version,
            licence(archive),
            path,
            isOutermost ? List.of(path) : List.of())
        .filter(jar -> !jar.version().isEmpty());
  }

  /** Maven's plug-in for OSGi names a bundle by group and artifact. */
  private static String group(SortedMap<String, String> attributes, String artifact) {
    String bundle = attributes.getOrDefault("Bundle-SymbolicName", "").split(";", 2)[0].strip();
    String vendor = attributes.getOrDefault("Implementation-Vendor-Id", "");
    String group =
        bundle.endsWith("." + artifact)
            ? bundle.substring(0, bundle.length() - artifact.length() - 1)
            : vendor;
    return GROUP.matcher(group).matches() ? group : "";
  }

  private static Optional<ApplicationPackage> maven(
      String group,
      String artifact,
      String version,
      Optional<String> licence,
      String path,
      List<String> files) {
    String name = group.isEmpty() ? artifact : group + ":" + artifact;
    Optional<String> purl =
        group.isEmpty()
            ? Optional.empty()
            : Optional.of(PackageUrl.of("maven", group + "/" + artifact, version, Map.of()));
    return ApplicationPackage.of(
            PackageFormat.MAVEN, name, version, licence, InstallReason.UNKNOWN, path, files)
        .map(jar -> jar.withPurl(purl));
  }

  private static Optional<String> licence(Archive archive) {
    return Optional.ofNullable(archive.attributes().get("Bundle-License"));
  }
}
