package dev.imageaudit.packages;

import dev.imageaudit.filesystem.CaptureRules.Keep;
import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ruby's gems, by the specifications that RubyGems writes: programs, which are not run but searched
 * for the lines that RubyGems is known to write.
 *
 * @see <a href="https://guides.rubygems.org/specification-reference/">RubyGems, specification
 *     reference</a>
 */
final class GemPackages implements Ecosystem {
  private static final PathPattern MANIFESTS =
      PathPattern.of("/**/specifications/{*,default/*}.gemspec");
  private static final int MANIFEST_BYTES = 256 << 10;
  private static final Pattern NAME = field("name");
  private static final Pattern VERSION = field("version");
  private static final Pattern LICENCES = Pattern.compile("\\w+\\.licenses? *= *(.+)");

  /** A longer line is none of those that RubyGems writes. */
  private static final int MAX_LINE_LENGTH = 500;

  private static final Pattern QUOTED = Pattern.compile("[\"']([^\"']*)[\"']");

  private static Pattern field(String name) {
    return Pattern.compile("\\w+\\." + name + " *= *[\"']([^\"']*)[\"'](?:\\.freeze)?");
  }

  @Override
  public List<Keep> keeps() {
    return List.of(new Keep(MANIFESTS, MANIFEST_BYTES));
  }

  @Override
  public PathPattern manifests() {
    return MANIFESTS;
  }

  @Override
  public void read(RootFilesystem root, RootFile manifest, Consumer<ApplicationPackage> found) {
    String text = Manifest.text(manifest);
    ApplicationPackage.of(
            PackageFormat.GEM,
            first(NAME, text),
            first(VERSION, text),
            licences(text),
            InstallReason.UNKNOWN,
            manifest.path(),
            files(root, manifest.path()))
        .filter(installed -> !installed.version().isEmpty())
        .ifPresent(found);
  }

  private static String first(Pattern pattern, String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.length() <= MAX_LINE_LENGTH)
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst()
        .orElse("");
  }

  private static Optional<String> licences(String text) {
    List<String> licences = new ArrayList<>();
    Matcher quoted = QUOTED.matcher(first(LICENCES, text));
    while (quoted.find()) {
      licences.add(quoted.group(1));
    }
    return licences.isEmpty() ? Optional.empty() : Optional.of(String.join(" OR ", licences));
  }

  /** The specification's name is the directory's; the gems of Ruby itself have none. */
  private static List<String> files(RootFilesystem root, String manifest) {
    String directory = Paths.parent(manifest);
    String home =
        Paths.parent(Paths.name(directory).equals("default") ? Paths.parent(directory) : directory);
    String name = Paths.name(manifest).replaceFirst("\\.gemspec$", "");
    List<String> files = new ArrayList<>(Manifest.below(root, home + "/gems/" + name));
    files.add(manifest);
    return files;
  }
}
