package dev.imageaudit.packages;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Package URLs, the names under which vulnerability databases and SBOMs know a package.
 *
 * @see <a href="https://github.com/package-url/purl-spec">The purl specification</a>
 */
public final class PackageUrl {
  private PackageUrl() {}

  /** Of a package of {@code distribution}. */
  public static String of(InstalledPackage installed, OsRelease distribution) {
    Map<String, String> qualifiers = new TreeMap<>();
    qualifiers.put("arch", installed.architecture());
    if (!distribution.versionId().isEmpty()) {
      qualifiers.put("distro", distribution.id() + "-" + distribution.versionId());
    }
    installed.source().ifPresent(source -> qualifiers.put("upstream", source));
    String name = vendor(distribution) + "/" + installed.name();
    String version = installed.version();
    int colon = version.indexOf(':');
    if (installed.format() == PackageFormat.RPM && colon > 0) {
      qualifiers.put("epoch", version.substring(0, colon));
      version = version.substring(colon + 1);
    }
    return of(installed.format().type(), name, version, qualifiers);
  }

  /** The namespace under which vulnerability databases know the distribution's packages. */
  private static String vendor(OsRelease distribution) {
    if (distribution.id().startsWith("opensuse")) {
      return "opensuse";
    }
    return distribution.id().equals("rhel") ? "redhat" : distribution.id();
  }

  /**
   * Of any package.
   *
   * @param name with its namespace, as in {@code @babel/core}
   * @param version left out where empty
   * @param qualifiers those without a value are left out
   */
  public static String of(
      String type, String name, String version, Map<String, String> qualifiers) {
    StringBuilder url = new StringBuilder("pkg:").append(type).append('/');
    url.append(
        Stream.of(name.split("/", -1))
            .filter(part -> !part.isEmpty())
            .map(PackageUrl::encode)
            .collect(Collectors.joining("/")));
    if (!version.isEmpty()) {
      url.append('@').append(encode(version));
    }
    String separator = "?";
    for (Map.Entry<String, String> qualifier : new TreeMap<>(qualifiers).entrySet()) {
      if (!qualifier.getValue().isEmpty()) {
        url.append(separator).append(qualifier.getKey()).append('=');
        url.append(encode(qualifier.getValue()));
        separator = "&";
      }
    }
    return url.toString();
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || ".-_~".indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }
}
