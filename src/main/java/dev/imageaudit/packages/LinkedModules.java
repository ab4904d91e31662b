package dev.imageaudit.packages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.ElfFacts.GoBuild;
import dev.imageaudit.filesystem.ElfFacts.GoModule;
import dev.imageaudit.filesystem.RootFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.InflaterInputStream;

/**
 * What is linked into programs whose compilers write it down: Go's modules, and the crates of
 * programs that {@code cargo auditable} built.
 *
 * @see <a href="https://github.com/rust-secure-code/cargo-auditable/blob/master/PARSING.md">cargo
 *     auditable, parsing</a>
 */
final class LinkedModules {
  private static final int MAX_AUDIT_BYTES = 8 << 20;
  private static final String DEVELOPMENT = "(devel)";

  private LinkedModules() {}

  static void read(RootFile file, Consumer<ApplicationPackage> found) {
    Optional<ElfFacts> elf = file.inode().elf();
    elf.flatMap(ElfFacts::goBuild).ifPresent(build -> readGo(file.path(), build, found));
    elf.flatMap(ElfFacts::rustAudit).ifPresent(audit -> readRust(file.path(), audit, found));
  }

  private static void readGo(String path, GoBuild build, Consumer<ApplicationPackage> found) {
    // The programs of Go's own SDK are part of what it comes with.
    boolean isOfSdk = build.module().isEmpty() && build.path().startsWith("cmd/");
    if (!isOfSdk) {
      String main = build.module().orElse(build.path());
      String version = build.moduleVersion().map(LinkedModules::released).orElse("");
      module(PackageFormat.GO, main, version, InstallReason.REQUESTED, path, List.of(path))
          .ifPresent(found);
    }
    for (GoModule module : build.modules()) {
      String moduleVersion = module.version().equals(DEVELOPMENT) ? "" : module.version();
      module(PackageFormat.GO, module.path(), moduleVersion, InstallReason.UNKNOWN, path, List.of())
          .ifPresent(found);
    }
    if (build.goVersion().startsWith("go")) {
      String release = build.goVersion().substring(2).split(" ", 2)[0];
      List<String> files = isOfSdk ? List.of(path) : List.of();
      module(PackageFormat.GO, "stdlib", release, InstallReason.DEPENDENCY, path, files)
          .ifPresent(found);
    }
  }

  private static String released(String version) {
    return version.equals(DEVELOPMENT) ? "" : version;
  }

  private static void readRust(String path, Content audit, Consumer<ApplicationPackage> found) {
    JsonNode crates = inflated(audit).path("packages");
    Set<Integer> requested = new HashSet<>();
    for (int i = 0; i < crates.size(); i++) {
      if (crates.path(i).path("root").asBoolean()) {
        requested.add(i);
        crates.path(i).path("dependencies").forEach(index -> requested.add(index.asInt(-1)));
      }
    }
    for (int i = 0; i < crates.size(); i++) {
      JsonNode crate = crates.path(i);
      // What only the build used is named too.
      if (!crate.path("kind").asText("").equals("build")) {
        module(
                PackageFormat.CARGO,
                crate.path("name").asText(""),
                crate.path("version").asText(""),
                requested.contains(i) ? InstallReason.REQUESTED : InstallReason.DEPENDENCY,
                path,
                crate.path("root").asBoolean() ? List.of(path) : List.of())
            .ifPresent(found);
      }
    }
  }

  private static JsonNode inflated(Content audit) {
    byte[] text;
    try (InputStream in = new InflaterInputStream(audit.stream())) {
      text = in.readNBytes(MAX_AUDIT_BYTES);
    } catch (IOException e) {
      text = new byte[0];
    }
    return Manifest.json(new ByteArrayInputStream(text));
  }

  private static Optional<ApplicationPackage> module(
      PackageFormat format,
      String name,
      String version,
      InstallReason reason,
      String path,
      List<String> files) {
    return ApplicationPackage.of(format, name, version, Optional.empty(), reason, path, files);
  }
}
