package dev.imageaudit.closure;

import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.oci.ImageConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Follows an image's entry point: to its program, through scripts to the commands that they name,
 * through ELF files to their interpreter and libraries.
 */
public final class ClosureFinder {
  private final RootFilesystem root;
  private final Entrypoint entrypoint;
  private final LibrarySearch libraries;
  private final Map<String, String> neededBy = new TreeMap<>();
  private final Deque<RootFile> toFollow = new ArrayDeque<>();

  private ClosureFinder(RootFilesystem root, ImageConfig config) {
    this.root = root;
    this.entrypoint = new Entrypoint(root, config);
    this.libraries = new LibrarySearch(root);
  }

  /** All that {@code config} starts in {@code root}, and what that needs. */
  public static RuntimeClosure find(RootFilesystem root, ImageConfig config) {
    ClosureFinder finder = new ClosureFinder(root, config);
    for (String word : finder.entrypoint.words()) {
      finder.entrypoint.locate(word).ifPresent(f -> finder.need(f, RuntimeClosure.ENTRY_POINT));
    }
    while (!finder.toFollow.isEmpty()) {
      finder.follow(finder.toFollow.pop());
    }
    return new RuntimeClosure(new TreeMap<>(finder.neededBy));
  }

  private void need(RootFile file, String by) {
    if (neededBy.putIfAbsent(file.path(), by) == null) {
      toFollow.push(file);
    }
  }

  private void follow(RootFile file) {
    Optional<ElfFacts> elf = file.inode().elf();
    if (elf.isPresent()) {
      followElf(file, elf.get());
    } else {
      file.inode()
          .content()
          .filter(content -> startsWithShebang(content.toBytes()))
          .ifPresent(content -> followScript(file, content.utf8()));
    }
  }

  private void followElf(RootFile file, ElfFacts facts) {
    facts.interpreter().flatMap(root::resolve).ifPresent(f -> need(f, file.path()));
    for (String soname : facts.needed()) {
      libraries.find(file, facts, soname).ifPresent(f -> need(f, file.path()));
    }
  }

  private void followScript(RootFile script, String text) {
    String first = text.substring(2).lines().findFirst().orElse("").strip();
    List<String> interpreter = ShellWords.of(first);
    for (String word : interpreter) {
      entrypoint.locate(word).ifPresent(f -> need(f, script.path()));
    }
    boolean isShell =
        interpreter.stream().map(Paths::name).anyMatch(n -> n.matches("(?:ba|da|a|k|z)?sh"));
    if (isShell) {
      for (String word : ShellWords.of(text)) {
        entrypoint.locate(word).ifPresent(f -> need(f, script.path()));
      }
    }
  }

  private static boolean startsWithShebang(byte[] content) {
    return content.length > 2 && content[0] == '#' && content[1] == '!';
  }
}
