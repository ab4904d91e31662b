package dev.imageaudit.closure;

import dev.imageaudit.filesystem.RootFile;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What cron starts: the commands of its tables.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/crontab.5.html">crontab(5)</a>
 */
final class CronTable {
  /** The tables that name a user in each line. */
  private static final Pattern OF_SYSTEM = Pattern.compile("/etc/(?:crontab|cron\\.d/[^/]+)");

  private static final Pattern OF_USER =
      Pattern.compile("/etc/crontabs/[^/]+|/var/spool/cron/(?:crontabs/)?[^/]+");
  private static final Pattern LINE =
      Pattern.compile("(?:@[a-z]+|(?:[0-9*][0-9A-Za-z*/,-]*\\s+){4}[0-9A-Za-z*/,-]+)\\s+(.+)");
  private static final int MAX_LINES = 1_000;

  private CronTable() {}

  /** Runs the commands of {@code file} where it is such a table. */
  static void follow(RootFile file, Trail trail) {
    if (file.inode().content().isEmpty()) {
      return;
    }
    boolean isOfSystem = OF_SYSTEM.matcher(file.path()).matches();
    if (isOfSystem || OF_USER.matcher(file.path()).matches()) {
      Trail.text(file)
          .orElse("")
          .lines()
          .limit(MAX_LINES)
          .map(String::strip)
          .map(LINE::matcher)
          .filter(Matcher::matches)
          .map(line -> line.group(1))
          .map(rest -> isOfSystem ? rest.replaceFirst("^\\S+\\s*", "") : rest)
          .filter(command -> !command.isEmpty())
          .forEach(command -> trail.run(List.of("/bin/sh", "-c", command), file.path(), "/"));
    }
  }
}
