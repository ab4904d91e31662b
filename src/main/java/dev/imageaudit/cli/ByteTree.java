package dev.imageaudit.cli;

import dev.imageaudit.estimate.Bookkeeper;
import dev.imageaudit.estimate.Breakdown;
import dev.imageaudit.report.ByteText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where an image's bytes are: the few directories that hold most of them. */
final class ByteTree {
  private static final int MAX_LINES = 24;
  private static final int SIZE_COLUMNS = 9;
  private static final int ACCOUNT_COLUMNS = 36;
  private static final int NAMED_ACCOUNTS = 2;

  /** In less there is room for one account. */
  private static final int WIDE_COLUMNS = 90;

  /** Of all: less than a fiftieth is not worth a line. */
  private static final int SMALLEST_SHARE = 50;

  /** Accounts whose bytes are no waste. */
  private static final Set<String> NO_WASTE =
      Set.of(
          Bookkeeper.BASE_SYSTEM,
          Bookkeeper.RUNTIME,
          Bookkeeper.APPLICATION,
          Bookkeeper.OVERHEAD,
          Bookkeeper.UNCLASSIFIED,
          "attack-surface");

  private final Directory root = new Directory("/");

  /** A directory or file with all in it. */
  private static final class Directory {
    private final String name;
    private final Map<String, Directory> children = new TreeMap<>();
    private final Map<String, Long> accounts = new TreeMap<>();
    private long bytes;
    private long compressedBytes;

    Directory(String name) {
      this.name = name;
    }

    void add(Breakdown.PathPart part) {
      bytes += part.bytes();
      compressedBytes += part.compressedBytes();
      accounts.merge(part.account(), part.bytes(), Long::sum);
    }
  }

  ByteTree(List<Breakdown.PathPart> parts) {
    for (Breakdown.PathPart part : parts) {
      Directory directory = root;
      directory.add(part);
      for (String name : part.path().split("/", -1)) {
        if (!name.isEmpty()) {
          directory = directory.children.computeIfAbsent(name, Directory::new);
          directory.add(part);
        }
      }
    }
  }

  static boolean isWaste(String account) {
    return !NO_WASTE.contains(account);
  }

  /** Prints it on {@code sheet}; nothing where nothing is known. */
  void print(Sheet sheet) {
    if (root.bytes == 0) {
      return;
    }
    sheet.heading("Where the bytes are");
    int accounts = sheet.columns() < WIDE_COLUMNS ? ACCOUNT_COLUMNS / 2 : ACCOUNT_COLUMNS;
    int names = sheet.columns() - 2 * SIZE_COLUMNS - accounts - 2;
    sheet
        .line()
        .left("", names)
        .right("unpacked", SIZE_COLUMNS)
        .right("to pull", SIZE_COLUMNS)
        .end();
    print(sheet, root, "", "", largest(), names);
  }

  /** The largest, each with all that are above it. */
  private Set<Directory> largest() {
    Set<Directory> shown = new HashSet<>();
    PriorityQueue<Directory> next =
        new PriorityQueue<>(
            Comparator.comparingLong((Directory d) -> -d.bytes).thenComparing(d -> d.name));
    next.add(root);
    while (!next.isEmpty() && shown.size() < MAX_LINES) {
      Directory directory = next.remove();
      if (directory.bytes * SMALLEST_SHARE >= root.bytes) {
        shown.add(directory);
        next.addAll(tail(directory).children.values());
      }
    }
    return shown;
  }

  /** The directory that {@code directory} holds, and nothing else, or itself. */
  private Directory tail(Directory directory) {
    Directory tail = directory;
    while (tail != root && tail.children.size() == 1) {
      Directory only = tail.children.values().iterator().next();
      if (only.bytes != tail.bytes) {
        break;
      }
      tail = only;
    }
    return tail;
  }

  private String title(Directory directory) {
    StringBuilder title = new StringBuilder(directory.name);
    Directory tail = tail(directory);
    for (Directory d = directory; d != tail; ) {
      d = d.children.values().iterator().next();
      title.append('/').append(d.name);
    }
    return title.toString();
  }

  private void print(
      Sheet sheet,
      Directory directory,
      String branch,
      String indent,
      Set<Directory> shown,
      int names) {
    Sheet.Line line =
        sheet
            .line()
            .left(branch + title(directory), names)
            .right(ByteText.of(directory.bytes), SIZE_COLUMNS)
            .right(ByteText.of(directory.compressedBytes), SIZE_COLUMNS)
            .add("  ");
    accounts(line, directory, sheet.columns() < WIDE_COLUMNS ? 1 : NAMED_ACCOUNTS);
    line.end();
    List<Directory> children = new ArrayList<>(tail(directory).children.values());
    children.removeIf(child -> !shown.contains(child));
    children.sort(Comparator.comparingLong(child -> -child.bytes));
    for (int i = 0; i < children.size(); i++) {
      boolean isLast = i == children.size() - 1;
      print(
          sheet,
          children.get(i),
          indent + (isLast ? "└─ " : "├─ "),
          indent + (isLast ? "   " : "│  "),
          shown,
          names);
    }
  }

  private static void accounts(Sheet.Line line, Directory directory, int names) {
    List<Map.Entry<String, Long>> largest =
        directory.accounts.entrySet().stream()
            .filter(account -> account.getValue() * 20 >= directory.bytes)
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(names)
            .toList();
    boolean isWaste = !largest.isEmpty() && isWaste(largest.get(0).getKey());
    line.add(
        largest.stream()
            .map(a -> a.getKey() + share(a.getValue(), directory.bytes))
            .collect(Collectors.joining(", ")),
        isWaste ? Sheet.Look.WASTE : Sheet.Look.FAINT);
  }

  private static String share(long part, long whole) {
    return part == whole ? "" : " " + ByteText.percent(part, whole);
  }
}
