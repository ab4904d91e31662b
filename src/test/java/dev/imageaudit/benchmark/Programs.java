package dev.imageaudit.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;

/** The programs that a benchmark runs. */
final class Programs {
  private Programs() {}

  /** The packaged program's command {@code audit}, under the memory that we promise. */
  static String audit(String javaOptions, String arguments) {
    return Path.of(System.getProperty("java.home"), "bin", "java")
        + " -Xmx512m "
        + javaOptions
        + " -jar "
        + System.getProperty("image-audit.jar")
        + " audit --quiet --output target/benchmark/out "
        + arguments;
  }

  static boolean isInstalled(String program) {
    for (String directory : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }
}
