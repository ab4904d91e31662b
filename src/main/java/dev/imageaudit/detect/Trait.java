package dev.imageaudit.detect;

import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.FileEntry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a fact may ask of a file: each a text, or several. */
enum Trait {
  /** The last component of its path. */
  NAME {
    @Override
    Stream<String> of(FileEntry file) {
      return Stream.of(file.name());
    }
  },
  /** The import path of the main package that Go's linker wrote into it. */
  GO_PACKAGE {
    @Override
    Stream<String> of(FileEntry file) {
      return go(file).map(ElfFacts.GoBuild::path);
    }
  },
  GO_MODULE {
    @Override
    Stream<String> of(FileEntry file) {
      return go(file).flatMap(build -> build.module().stream());
    }
  },
  GO_MODULE_VERSION {
    @Override
    Stream<String> of(FileEntry file) {
      return go(file).flatMap(build -> build.moduleVersion().stream());
    }
  },
  /** The version of Go that built it. */
  GO_VERSION {
    @Override
    Stream<String> of(FileEntry file) {
      return go(file).map(ElfFacts.GoBuild::goVersion);
    }
  },
  /** The libraries that it is linked to. */
  NEEDED {
    @Override
    Stream<String> of(FileEntry file) {
      return file.elf().stream().flatMap(elf -> elf.needed().stream());
    }
  },
  SONAME {
    @Override
    Stream<String> of(FileEntry file) {
      return file.elf().flatMap(ElfFacts::soname).stream();
    }
  },
  /** The compilers that made it. */
  COMMENT {
    @Override
    Stream<String> of(FileEntry file) {
      return file.elf().stream().flatMap(elf -> elf.comment().stream());
    }
  };

  abstract Stream<String> of(FileEntry file);

  /**
   * Reads {@code goPackage} and the like.
   *
   * @throws IllegalArgumentException where there is no such trait
   */
  static Trait of(String code) {
    return Stream.of(values())
        .filter(trait -> trait.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no trait of a file: " + code));
  }

  private String code() {
    String[] words = name().toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder code = new StringBuilder(words[0]);
    for (String word : List.of(words).subList(1, words.length)) {
      code.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return code.toString();
  }

  private static Stream<ElfFacts.GoBuild> go(FileEntry file) {
    return file.elf().flatMap(ElfFacts::goBuild).stream();
  }

  /** Whether only ELF files have it. */
  boolean isOfElf() {
    return this != NAME;
  }

  /** {@code bound} and what a text of {@code file} adds that {@code expression} matches. */
  Optional<Bindings> match(FileEntry file, Expression expression, Bindings bound) {
    return of(file).flatMap(text -> expression.match(text, bound).stream()).findFirst();
  }
}
