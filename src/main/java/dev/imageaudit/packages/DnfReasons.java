package dev.imageaudit.packages;

import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Why rpm's packages are there, as far as DNF remembers: rpm itself does not. Images built by
 * installing into a directory often lack its memory.
 *
 * @see <a
 *     href="https://github.com/rpm-software-management/libdnf/blob/dnf-4-master/libdnf/transaction/sql/create_tables.sql">
 *     libdnf, the tables of its history</a>
 */
final class DnfReasons {
  static final String HISTORY = "/var/lib/dnf/history.sqlite";
  static final String STATE = "/usr/lib/sysimage/libdnf5/packages.toml";

  private static final byte[] NONE = {};
  private static final int DONE = 1;

  private final Map<String, InstallReason> reasons = new HashMap<>();

  DnfReasons(RootFilesystem root) {
    Optional<byte[]> history = bytes(root, HISTORY);
    if (history.isPresent()) {
      readHistory(SqliteLog.applied(history.get(), bytes(root, HISTORY + "-wal").orElse(NONE)));
    }
    readState(Manifest.text(root, STATE));
  }

  /** Of the package {@code name} of {@code architecture}. */
  InstallReason of(String name, String architecture) {
    return reasons.getOrDefault(name + "." + architecture, InstallReason.UNKNOWN);
  }

  /** DNF 4 writes a row for every change; the last of a package says why it is there now. */
  private void readHistory(byte[] bytes) {
    try {
      SqliteFile history = new SqliteFile(bytes);
      Map<Long, String> names = new HashMap<>();
      history.read("rpm", row -> names.put(row.integer(0), row.text(1) + "." + row.text(5)));
      history.read(
          "trans_item",
          row -> {
            String name = names.get(row.integer(2));
            if (name != null && row.integer(6) == DONE) {
              reasons.put(name, ofHistory(row.integer(5)));
            }
          });
    } catch (DamagedDatabaseException e) {
      reasons.clear();
    }
  }

  /** DNF 5 writes a table of TOML for each package, in lines of its own or in one. */
  private void readState(String text) {
    String name = "";
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.startsWith("[packages.") || line.startsWith("\"")) {
        name = quoted(line, 0);
      }
      int reason = line.indexOf("reason = ");
      if (reason >= 0) {
        reasons.put(name, ofState(quoted(line, reason)));
      }
    }
  }

  /** The first text in quotes from {@code start} on. */
  private static String quoted(String line, int start) {
    int open = line.indexOf('"', start);
    int close = line.indexOf('"', open + 1);
    return open < 0 || close < 0 ? "" : line.substring(open + 1, close);
  }

  private static InstallReason ofHistory(long reason) {
    return switch ((int) reason) {
      case 1, 4 -> InstallReason.DEPENDENCY;
      case 2, 5 -> InstallReason.REQUESTED;
      default -> InstallReason.UNKNOWN;
    };
  }

  private static InstallReason ofState(String reason) {
    return switch (reason) {
      case "Dependency", "Weak Dependency" -> InstallReason.DEPENDENCY;
      case "User", "External User", "Group" -> InstallReason.REQUESTED;
      default -> InstallReason.UNKNOWN;
    };
  }

  private static Optional<byte[]> bytes(RootFilesystem root, String path) {
    return root.resolve(path).flatMap(file -> file.inode().content()).map(Content::toBytes);
  }
}
