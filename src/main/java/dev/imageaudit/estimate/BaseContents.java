package dev.imageaudit.estimate;

import dev.imageaudit.filesystem.PathPattern;
import dev.imageaudit.packages.InstalledPackage;
import dev.imageaudit.packages.PackageInventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a published base is known to contain, roughly. It is data, in {@code base-contents.yaml}.
 *
 * @param shell whether it has a shell
 * @param essential whether it has what its distribution calls essential
 * @param files of an image, that are in the base too
 * @param packages the names of those that are in the base too
 */
record BaseContents(
    boolean shell, boolean essential, List<PathPattern> files, List<Pattern> packages) {
  private static final List<Written> BUNDLED = load();

  /** One entry, as the file has it. */
  private record Written(
      String image,
      @Nullable String libc,
      boolean shell,
      boolean essential,
      @Nullable List<String> files,
      @Nullable List<String> packages) {
    boolean isOf(RuntimeBase base) {
      return base.name().matches(image)
          && (libc == null || libc.equals(base.libc().name().toLowerCase(Locale.ROOT)));
    }

    private static List<String> orNone(@Nullable List<String> list) {
      return list == null ? List.of() : list;
    }
  }

  private static List<Written> load() {
    return List.of(BundledYaml.read("base-contents.yaml", Written[].class));
  }

  /** Those of {@code base}. */
  static BaseContents of(RuntimeBase base) {
    boolean shell = false;
    boolean essential = false;
    List<PathPattern> files = new ArrayList<>();
    List<Pattern> packages = new ArrayList<>();
    for (Written written : BUNDLED) {
      if (written.isOf(base)) {
        shell |= written.shell;
        essential |= written.essential;
        Written.orNone(written.files).forEach(f -> files.add(PathPattern.of(f)));
        Written.orNone(written.packages).forEach(p -> packages.add(Pattern.compile(p)));
      }
    }
    return new BaseContents(shell, essential, List.copyOf(files), List.copyOf(packages));
  }

  /** Whether the base has {@code path} of an image too. */
  boolean has(String path, PackageInventory inventory) {
    Optional<InstalledPackage> owner = inventory.owner(path);
    return owner.map(o -> (essential && o.essential()) || isNamed(o.name())).orElse(false)
        || files.stream().anyMatch(pattern -> pattern.matches(path));
  }

  private boolean isNamed(String name) {
    return packages.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }
}
