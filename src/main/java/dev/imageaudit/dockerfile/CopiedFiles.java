package dev.imageaudit.dockerfile;

import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Finding;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.estimate.Residue;
import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which files of the first stage are the application's own, so that the last one copies them. */
final class CopiedFiles {
  private static final Pattern COMPILED_SOURCE =
      Pattern.compile(
          ".*\\.(?:java|kt|scala|groovy|go|rs|c|cc|cpp|cxx|h|hh|hpp|cs|fs|vb|o|a|class)");

  private static final Pattern INSTALLED =
      Pattern.compile("/usr/local/(?:lib(?:32|64|exec)?|share|etc)/.*");

  private static final List<String> MOUNTED = List.of("/dev", "/proc", "/sys", "/run", "/tmp");

  private final Subject subject;
  private final Stack stack;
  private final FromImage base;
  private final InstalledFiles installed;
  private final Set<String> overwritten;
  private final Set<String> residue = new HashSet<>();
  private final Set<String> pruned = new HashSet<>();
  private final boolean picks;

  /**
   * Those that are copied onto {@code base}.
   *
   * @param prunedRules whose findings a step of the first stage removes
   */
  CopiedFiles(
      Subject subject,
      Stack stack,
      FromImage base,
      InstalledFiles installed,
      Set<String> prunedRules) {
    this.subject = subject;
    this.stack = stack;
    this.base = base;
    this.installed = installed;
    this.overwritten = OverwrittenFiles.of(subject);
    overwritten.addAll(installed.edited(subject));
    for (Residue found : subject.residues()) {
      if (!found.neededAtRuntime() && isLeft(found.finding())) {
        boolean isPruned = prunedRules.contains(found.finding().rule());
        (isPruned ? pruned : residue).addAll(found.finding().paths());
      }
    }
    this.picks = buildsWhereItWorks();
  }

  /** What may be needed after all, such as setuptools, comes along, as <i>trim</i> counts it. */
  private static boolean isLeft(Finding finding) {
    return finding.kind() == Kind.DOCUMENTATION
        || (finding.kind() != Kind.SECRET && finding.confidence() != Confidence.LOW);
  }

  /** Whether a step of the first stage removes {@code path}. */
  boolean isPruned(String path) {
    return pruned.contains(path);
  }

  /** Whether {@code file}, which is no directory and not pruned, is copied. */
  boolean isCopied(RootFile file) {
    String path = file.path();
    boolean isPackaged = subject.packages().owner(path).isPresent() && !overwritten.contains(path);
    boolean isProvided = file.layer() < base.layers() || isPackaged;
    if (isProvided
        || residue.contains(path)
        || MOUNTED.stream().anyMatch(d -> Paths.isWithin(path, d))) {
      return false;
    }
    if (!base.empty() && !overwritten.contains(path) && installed.isOne(file)) {
      return false;
    }
    RuntimeClosure closure = subject.closure();
    if (closure.needsExactly(path)) {
      return true;
    }
    if (picks && COMPILED_SOURCE.matcher(path).matches()) {
      return false;
    }
    return overwritten.contains(path)
        || OverwrittenFiles.isCopied(file.layer(), subject)
        || isInstalledBeside(file)
        || (!picks && closure.needs(path));
  }

  /** What a build has installed for its program; no text says which of it the program opens. */
  private boolean isInstalledBeside(RootFile file) {
    return stack.isCompiled()
        && file.layer() >= Math.max(1, subject.baseLayers())
        && INSTALLED.matcher(file.path()).matches();
  }

  /** A place where a compiled program was built holds more than running opens. */
  private boolean buildsWhereItWorks() {
    boolean isFollowed =
        stack.isCompiled() || (stack == Stack.JVM && subject.config().argv().contains("-jar"));
    return isFollowed
        && subject.root().files().stream()
            .map(RootFile::path)
            .filter(path -> Paths.isWithin(path, subject.config().workingDir()))
            .anyMatch(path -> residue.contains(path) || COMPILED_SOURCE.matcher(path).matches());
  }

  /** Why {@code path} is copied, as a clause. */
  String why(String path) {
    if (!subject.closure().needsExactly(path)) {
      if (stack.isCompiled() && INSTALLED.matcher(path).matches()) {
        return "installed with the program, which may open it: no text says what it opens";
      }
      return subject.closure().needs(path)
          ? "the application's, as far as it can be told"
          : "copied in by the original, and nothing shows that it is only for building";
    }
    return subject.closure().starts(path)
        ? "what the container starts"
        : subject.closure().chain(path).orElse("needed");
  }
}
