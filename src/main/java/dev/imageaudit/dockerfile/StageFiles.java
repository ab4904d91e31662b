package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The application's own files that the last stage copies from the first. */
final class StageFiles {
  /** Directories that a base fills too, and that are never copied whole. */
  private static final Set<String> SHARED =
      Set.of(
          ("/ /bin /etc /home /lib /lib64 /opt /root /run /sbin /srv /tmp /usr /usr/bin /usr/lib"
                  + " /usr/local /usr/local/bin /usr/local/lib /usr/sbin /usr/share /var /var/lib")
              .split(" ", -1));

  /** So many paths of one directory are better copied at once. */
  private static final int MAX_ROOTS = 8;

  private static final int MAX_REMOVED = 60;

  private final Subject subject;
  private final FromImage base;
  private final AccountSteps accounts;
  private final MadeDirectories directories;
  private final CopiedFiles files;
  private final Map<String, int[]> counts = new HashMap<>();
  private final Set<String> copied = new HashSet<>();
  private final List<String> removed = new ArrayList<>();

  /**
   * A file or directory to copy.
   *
   * @param owner user and group as {@code --chown} takes them; empty for root
   * @param target of a link, as written in it; of an empty directory, its mode; else empty
   * @param why it is needed, as a clause
   */
  record Root(String path, Form form, String owner, String target, String why) {}

  /**
   * What the last stage takes.
   *
   * @param removed what goes from the first stage before, so that whole directories can be copied
   */
  record Chosen(List<Root> roots, List<String> removed) {}

  /** What is to be copied or made. */
  enum Form {
    FILE,
    LINK,
    /** With all that is in it. */
    DIRECTORY,
    EMPTY_DIRECTORY,
    /** That another user than root owns; what is in it is copied besides. */
    OWN_DIRECTORY
  }

  private StageFiles(
      Subject subject,
      Stack stack,
      FromImage base,
      AccountSteps accounts,
      Set<String> prunedRules) {
    this.subject = subject;
    this.base = base;
    this.accounts = accounts;
    InstalledFiles installed = InstalledFiles.of(subject);
    this.directories = new MadeDirectories(subject, base, accounts, installed);
    this.files = new CopiedFiles(subject, stack, base, installed, prunedRules);
    for (RootFile file : subject.root().files()) {
      if (file.type() != FileType.DIRECTORY && !files.isPruned(file.path())) {
        boolean isCopied = files.isCopied(file);
        if (isCopied) {
          copied.add(file.path());
        }
        count(file.path(), isCopied);
      }
    }
  }

  /**
   * The topmost paths that the last stage copies, sorted.
   *
   * @param prunedRules whose findings a step of the first stage removes
   */
  static Chosen of(
      Subject subject,
      Stack stack,
      FromImage base,
      AccountSteps accounts,
      Set<String> prunedRules) {
    StageFiles files = new StageFiles(subject, stack, base, accounts, prunedRules);
    List<Root> roots = new ArrayList<>();
    files.addRoots("/", roots);
    return new Chosen(List.copyOf(roots), List.copyOf(files.removed));
  }

  private void count(String path, boolean isCopied) {
    String at = path;
    while (!at.equals("/")) {
      at = Paths.parent(at);
      int[] count = counts.computeIfAbsent(at, directory -> new int[2]);
      count[0]++;
      count[1] += isCopied ? 1 : 0;
    }
  }

  private void addRoots(String directory, List<Root> roots) {
    for (RootFile child : subject.root().children(directory)) {
      String path = child.path();
      if (child.type() != FileType.DIRECTORY) {
        if (copied.contains(path)) {
          Form form = child.type() == FileType.SYMLINK ? Form.LINK : Form.FILE;
          roots.add(
              new Root(path, form, owner(child), child.inode().linkTarget(), files.why(path)));
        }
        continue;
      }
      int[] count = counts.getOrDefault(path, new int[2]);
      boolean isWhole = count[1] > 1 && count[0] == count[1] && !SHARED.contains(path);
      if (directories.isOwned(child, isWhole, count[1] > 0)) {
        roots.add(made(child, Form.OWN_DIRECTORY));
      }
      if (isWhole) {
        roots.add(new Root(path, Form.DIRECTORY, owner(child), "", whyDirectory(path)));
      } else if (directories.isEmpty(child)) {
        roots.add(emptyDirectory(child));
      } else {
        List<Root> below = new ArrayList<>();
        addRoots(path, below);
        if (below.size() <= MAX_ROOTS || !makeWhole(path)) {
          roots.addAll(below);
        } else {
          roots.add(new Root(path, Form.DIRECTORY, owner(child), "", whyDirectory(path)));
        }
      }
    }
  }

  /** Where there is no shell to make it, it is copied. */
  private Root emptyDirectory(RootFile directory) {
    if (base.empty()) {
      String why = "empty in the original, and a program may write to it";
      return new Root(directory.path(), Form.DIRECTORY, owner(directory), "", why);
    }
    return made(directory, Form.EMPTY_DIRECTORY);
  }

  /** Has the first stage remove the little in {@code directory} that is not copied. */
  private boolean makeWhole(String directory) {
    List<String> others = new ArrayList<>();
    addOthers(directory, others);
    boolean isSeparate =
        !SHARED.contains(directory)
            && others.size() <= MAX_REMOVED
            && others.stream().allMatch(this::isRemovable);
    if (isSeparate) {
      removed.removeIf(path -> Paths.isWithin(path, directory));
      removed.addAll(others);
    }
    return isSeparate;
  }

  private boolean isRemovable(String path) {
    return Quoting.isPlain(path) && subject.packages().owner(path).isEmpty();
  }

  private void addOthers(String directory, List<String> others) {
    for (RootFile child : subject.root().children(directory)) {
      String path = child.path();
      int[] count = counts.getOrDefault(path, new int[2]);
      boolean isFile = child.type() != FileType.DIRECTORY;
      if (isFile ? !copied.contains(path) && !files.isPruned(path) : isOther(count)) {
        others.add(path);
      } else if (!isFile && count[0] > count[1]) {
        addOthers(path, others);
      }
    }
  }

  private static boolean isOther(int[] count) {
    return count[0] > 0 && count[1] == 0;
  }

  private Root made(RootFile directory, Form form) {
    String mode = Integer.toOctalString(directory.inode().mode() & 07777);
    return new Root(directory.path(), form, owner(directory), mode, files.why(directory.path()));
  }

  private String owner(RootFile file) {
    return accounts.owner(file.inode().userId(), file.inode().groupId());
  }

  private String whyDirectory(String directory) {
    return subject.root().below(directory).stream()
        .map(RootFile::path)
        .filter(subject.closure()::needsExactly)
        .findFirst()
        .map(files::why)
        .orElseGet(() -> "the application's, as far as it can be told");
  }
}
