package dev.imageaudit.closure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.integration.RealImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we say that programs load, against what the dynamic linker of a container says. */
class LinkerIT {
  private static final Pattern LIBRARY = Pattern.compile("(?:.* => )?(/\\S+) \\(0x[0-9a-f]+\\)");
  private static final String LIST_ALL =
      "for f in /usr/bin/* /usr/sbin/* $(find /usr/lib /usr/local/lib -name '*.so*' -type f); do"
          + " case \"$(head -c 4 \"$f\" | tr -d '\\0')\" in *ELF) echo \"== $f\"; ldd \"$f\" 2>&1;;"
          + " esac; done";

  @TempDir private static Path directory;

  @Test
  void everyProgramAndLibraryLoadsWhatLddSaysThatItLoads() {
    RealImage image = RealImage.of("image-audit-test/debian:12", directory);
    RootFilesystem root = image.root(ClosureCapture.keeps());
    SortedMap<String, Set<String>> said = new TreeMap<>();
    SortedMap<String, Set<String>> found = new TreeMap<>();
    ElfResolver resolver = new ElfResolver(root, "");
    loadedInContainer(image, root)
        .forEach(
            (path, libraries) -> {
              said.put(path, libraries);
              found.put(path, loaded(root, resolver, path));
            });

    assertThat(said).hasSizeGreaterThan(300);
    assertThat(found).isEqualTo(said);
  }

  private static Set<String> loaded(RootFilesystem root, ElfResolver resolver, String path) {
    Set<String> libraries = new TreeSet<>();
    RootFile program = root.resolve(path).orElseThrow();
    Optional<String> interpreter =
        program
            .inode()
            .elf()
            .flatMap(ElfFacts::interpreter)
            .or(() -> Optional.of("/lib64/ld-linux-x86-64.so.2"));
    ElfProcess.load(
        root,
        resolver,
        program,
        interpreter,
        new ElfProcess.Listener() {
          @Override
          public void loads(RootFile user, ElfResolver.Found library) {
            libraries.add(root.resolve(library.path()).orElseThrow().path());
          }

          @Override
          public void misses(RootFile user, String soname) {
            libraries.add("missing " + soname);
          }
        });
    return libraries;
  }

  private static Map<String, Set<String>> loadedInContainer(RealImage image, RootFilesystem root) {
    Map<String, Set<String>> all = new TreeMap<>();
    List<String> lines = new ArrayList<>(image.run("sh", "-c", LIST_ALL).lines().toList());
    Set<String> libraries = new TreeSet<>();
    for (String line : lines) {
      String text = line.strip();
      Matcher library = LIBRARY.matcher(text);
      if (text.startsWith("== ")) {
        libraries = new TreeSet<>();
        all.put(text.substring(3), libraries);
      } else if (text.endsWith("=> not found")) {
        libraries.add("missing " + text.substring(0, text.indexOf(' ')));
      } else if (library.matches() && !isLinker(library.group(1))) {
        libraries.add(root.resolve(library.group(1)).orElseThrow().path());
      }
    }
    return all;
  }

  private static boolean isLinker(String path) {
    return path.contains("/ld-linux");
  }
}
