package dev.imageaudit.detect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A directory that has {@code node_modules} and a lock file. */
record NodeProject(RootFilesystem root, String directory) {

  /** What {@code name} in the project's directory says; empty where it was not kept. */
  Optional<Content> content(String name) {
    return root.resolve(Paths.child(directory, name)).flatMap(file -> file.inode().content());
  }

  /** The manifest, {@code package.json}; a missing node where there is none. */
  JsonNode manifest() {
    return content("package.json").flatMap(JsonFields::read).orElse(MissingNode.getInstance());
  }

  /** Names that the manifest has below {@code field}, sorted. */
  Set<String> names(String field) {
    Set<String> names = new TreeSet<>();
    manifest().path(field).fieldNames().forEachRemaining(names::add);
    return names;
  }

  String modules() {
    return Paths.child(directory, "node_modules");
  }

  boolean exists(String path) {
    return root.find(path).isPresent();
  }

  boolean isFile(String path) {
    return root.find(path).filter(RootFile::isRegular).isPresent();
  }

  /** Those directories of pnpm's virtual store whose name starts with {@code prefix}. */
  List<String> virtualStore(String prefix) {
    List<String> found = new ArrayList<>();
    for (RootFile file : root.children(modules() + "/.pnpm")) {
      String name = Paths.name(file.path());
      if (name.equals(prefix) || name.startsWith(prefix + "_") || name.startsWith(prefix + "(")) {
        found.add(file.path());
      }
    }
    return found;
  }

  /**
   * Yarn's archive of a package, then what was unpacked of it.
   *
   * @param isOnly whether there is one version of it: a patched one's archive does not say which
   */
  List<String> archives(String name, String version, boolean isOnly) {
    String slug = name.replace('/', '-');
    List<String> found = new ArrayList<>();
    for (String place : List.of(".yarn/cache", ".yarn/unplugged")) {
      for (RootFile file : root.children(Paths.child(directory, place))) {
        String entry = Paths.name(file.path());
        if (entry.startsWith(slug + "-npm-" + version + "-")
            || (isOnly && entry.matches("\\Q" + slug + "\\E-patch-[0-9a-f]{4,}-.*"))) {
          found.add(file.path());
        }
      }
    }
    return found;
  }
}
