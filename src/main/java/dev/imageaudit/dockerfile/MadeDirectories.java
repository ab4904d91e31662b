package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import java.util.List;

/** Which directories the last stage has to make itself, because {@code COPY} does not. */
final class MadeDirectories {
  /** What the container's own file systems hide; a directory below /run is a server's own. */
  private static final List<String> NOBODYS = List.of("/dev", "/proc", "/sys", "/tmp");

  private final Subject subject;
  private final FromImage base;
  private final AccountSteps accounts;
  private final InstalledFiles installed;

  MadeDirectories(
      Subject subject, FromImage base, AccountSteps accounts, InstalledFiles installed) {
    this.subject = subject;
    this.base = base;
    this.accounts = accounts;
    this.installed = installed;
  }

  /** An empty one of the original's own that {@code WORKDIR} does not make. */
  boolean isEmpty(RootFile directory) {
    String path = directory.path();
    return isOwn(directory)
        && subject.root().children(path).isEmpty()
        && subject.closure().needs(path)
        && !isLeftByABuild(directory)
        && (isGivenAway(directory) || !(isMadeByWorking(path) || installed.isOne(directory)));
  }

  /**
   * One that is not empty, in which the user that the container runs as may write.
   *
   * @param isCopied whether all of it is copied at once, with its owner
   * @param holdsCopied whether something in it is copied
   */
  boolean isOwned(RootFile directory, boolean isCopied, boolean holdsCopied) {
    String path = directory.path();
    return !base.empty()
        && isOwn(directory)
        && isGivenAway(directory)
        && !subject.root().children(path).isEmpty()
        && !accounts.makesHome(path)
        && (holdsCopied || subject.closure().needs(path))
        && (!isCopied || isMadeByWorking(path));
  }

  private boolean isOwn(RootFile directory) {
    String path = directory.path();
    return directory.layer() >= Math.max(base.layers(), subject.baseLayers())
        && subject.packages().owner(path).isEmpty()
        && NOBODYS.stream().noneMatch(d -> Paths.isWithin(path, d));
  }

  /** Root's, in the place where it was built, and by an instruction that does not speak of it. */
  private boolean isLeftByABuild(RootFile directory) {
    String instruction = subject.instructions().get(directory.layer()).orElse("");
    String work = subject.config().workingDir();
    return !work.equals("/")
        && Paths.isWithin(directory.path(), work)
        && directory.inode().userId() == 0
        && instruction.startsWith("RUN ")
        && !instruction.contains(Paths.name(directory.path()));
  }

  /** The builder makes it for {@code WORKDIR}, as root's. */
  private boolean isMadeByWorking(String path) {
    return Paths.isWithin(subject.config().workingDir(), path);
  }

  /** Packages give directories to users of their own, and make both again. */
  private boolean isGivenAway(RootFile directory) {
    long user = directory.inode().userId();
    String runsAs = subject.config().user().replaceFirst(":.*", "");
    boolean isTheUsers = accounts.makesUser(user) || Long.toString(user).equals(runsAs);
    return user != 0 && (isTheUsers || !installed.isOne(directory));
  }
}
