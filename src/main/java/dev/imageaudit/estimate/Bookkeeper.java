package dev.imageaudit.estimate;

import dev.imageaudit.detect.Kind;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.HiddenFile;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts every byte of an image into exactly one account. */
public final class Bookkeeper {
  /** Accounts that are no kind of residue. */
  public static final String BASE_SYSTEM = "base-system";

  public static final String RUNTIME = "runtime";
  public static final String APPLICATION = "application";
  public static final String HIDDEN = "hidden";

  /** Tar's end blocks and whiteouts, the compression's frames. */
  public static final String OVERHEAD = "overhead";

  public static final String UNCLASSIFIED = "unclassified";

  private final Map<String, Bytes> accounts = new LinkedHashMap<>();
  private final PathSums paths;
  private final List<Breakdown.LayerPart> layers = new ArrayList<>();

  private Bookkeeper(PathSums paths) {
    this.paths = paths;
    accounts.put(BASE_SYSTEM, Bytes.ZERO);
    accounts.put(RUNTIME, Bytes.ZERO);
    accounts.put(APPLICATION, Bytes.ZERO);
    for (Kind kind : Kind.values()) {
      accounts.put(kind.code(), Bytes.ZERO);
    }
    accounts.put(HIDDEN, Bytes.ZERO);
    accounts.put(OVERHEAD, Bytes.ZERO);
    accounts.put(UNCLASSIFIED, Bytes.ZERO);
  }

  /** The books, and where the bytes lie. */
  public record Books(ByteLedger ledger, Breakdown breakdown) {}

  /** The books of {@code subject}; they balance, or the program is wrong. */
  public static Books books(Subject subject) {
    Bookkeeper keeper = new Bookkeeper(new PathSums(Sizes.today(subject).uncompressedBytes()));
    Map<FileEntry, String> accountOf = accountsByEntry(subject);
    List<LayerIndex> layers = subject.root().layers();
    for (int i = 0; i < layers.size(); i++) {
      keeper.bookLayer(i, layers.get(i), accountOf);
    }
    List<ByteLedger.Account> accounts = new ArrayList<>();
    keeper.accounts.forEach(
        (name, bytes) -> {
          if (!bytes.equals(Bytes.ZERO)) {
            accounts.add(
                new ByteLedger.Account(name, bytes.uncompressedBytes(), bytes.compressedBytes()));
          }
        });
    return new Books(new ByteLedger(accounts), new Breakdown(keeper.paths.parts(), keeper.layers));
  }

  /** The ledger of {@link #books}. */
  public static ByteLedger ledger(Subject subject) {
    return books(subject).ledger();
  }

  private void bookLayer(int index, LayerIndex layer, Map<FileEntry, String> accountOf) {
    Map<String, Bytes> sums = new TreeMap<>();
    Bytes overhead = new Bytes(layer.overheadBytes(), layer.overheadCompressedBytes());
    if (!overhead.equals(Bytes.ZERO)) {
      sums.put(OVERHEAD, overhead);
      paths.add(OVERHEAD, "/", overhead);
    }
    for (FileEntry entry : layer.entries()) {
      String account = accountOf.getOrDefault(entry, OVERHEAD);
      Bytes bytes = Bytes.of(entry);
      if (!bytes.equals(Bytes.ZERO)) {
        sums.merge(account, bytes, Bytes::plus);
        if (entry.type() == FileType.DIRECTORY) {
          paths.add(account, entry.path(), bytes);
        } else {
          paths.addLeaf(account, entry.path(), bytes);
        }
      }
    }
    sums.forEach(
        (account, bytes) -> {
          accounts.merge(account, bytes, Bytes::plus);
          layers.add(
              new Breakdown.LayerPart(
                  index, account, bytes.uncompressedBytes(), bytes.compressedBytes()));
        });
  }

  /** By identity: two layers may have equal entries. What has no account is overhead. */
  private static Map<FileEntry, String> accountsByEntry(Subject subject) {
    IdentityHashMap<FileEntry, String> accountOf =
        new IdentityHashMap<>(subject.root().files().size());
    Map<String, Kind> kinds = new HashMap<>();
    for (Residue residue : subject.residues()) {
      residue.finding().paths().forEach(path -> kinds.put(path, residue.finding().kind()));
    }
    Classifier classifier = new Classifier(subject);
    Removal removal = Removal.of(subject.root(), kinds::containsKey);
    for (RootFile file : subject.root().files()) {
      Kind kind = kinds.get(file.path());
      String account =
          kind != null && removal.contains(file.inode()) ? kind.code() : classifier.account(file);
      accountOf.put(file.entry(), account);
      accountOf.putIfAbsent(file.inode(), account);
    }
    for (HiddenFile hidden : subject.root().hidden()) {
      accountOf.put(hidden.entry(), HIDDEN);
    }
    return accountOf;
  }
}
