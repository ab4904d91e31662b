package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What kind of program an image runs. */
enum Stack {
  /** A compiled program that needs no library. */
  STATIC,
  /** A compiled program with libraries. */
  NATIVE,
  JVM,
  NODE,
  PYTHON,
  RUBY,
  PHP,
  DOTNET,
  /** Files behind a web server. */
  WEB,
  OTHER;

  private static final Map<Pattern, Stack> RUNTIMES =
      Map.of(
          Pattern.compile("java"), JVM,
          Pattern.compile("node"), NODE,
          Pattern.compile("python[0-9.]*|pypy[0-9.]*"), PYTHON,
          Pattern.compile("ruby[0-9.]*"), RUBY,
          Pattern.compile("php[0-9.]*|php-fpm[0-9.]*|frankenphp"), PHP,
          Pattern.compile("dotnet"), DOTNET,
          Pattern.compile("nginx|httpd|apache2|caddy|lighttpd"), WEB);

  /** The kind of {@code subject}: the runtime that its entry point leads to first. */
  static Stack of(Subject subject) {
    Optional<Stack> direct = runtime(started(subject));
    if (direct.isPresent()) {
      return direct.get();
    }
    Optional<RootFile> program = program(subject);
    if (program.isPresent()) {
      return isStatic(program.get()) ? STATIC : NATIVE;
    }
    List<RootFile> all = new ArrayList<>();
    for (String path : subject.closure().needs().keySet()) {
      if (subject.closure().needsExactly(path)) {
        subject.root().find(path).ifPresent(all::add);
      }
    }
    return runtime(all).orElse(OTHER);
  }

  /** The compiled program of the application's own that the container starts. */
  static Optional<RootFile> program(Subject subject) {
    return started(subject).stream()
        .filter(file -> file.inode().elf().isPresent())
        .filter(file -> file.layer() >= subject.baseLayers())
        .filter(file -> subject.packages().owner(file.path()).isEmpty())
        .findFirst();
  }

  private static List<RootFile> started(Subject subject) {
    List<RootFile> started = new ArrayList<>();
    for (String path : subject.closure().needs().keySet()) {
      if (subject.closure().starts(path)) {
        subject.root().resolve(path).ifPresent(started::add);
        subject.root().find(path).ifPresent(started::add);
      }
    }
    return started;
  }

  private static Optional<Stack> runtime(List<RootFile> files) {
    for (RootFile file : files) {
      for (Map.Entry<Pattern, Stack> runtime : RUNTIMES.entrySet()) {
        if (runtime.getKey().matcher(Paths.name(file.path())).matches()) {
          return Optional.of(runtime.getValue());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isStatic(RootFile program) {
    ElfFacts elf = program.inode().elf().orElseThrow();
    return elf.interpreter().isEmpty() && elf.needed().isEmpty();
  }

  /** Whether all that it opens is seen, so that what lies around it need not be kept. */
  boolean isCompiled() {
    return this == STATIC || this == NATIVE;
  }
}
