package dev.imageaudit.estimate;

import dev.imageaudit.detect.Kind;
import dev.imageaudit.filesystem.FileEntry;
import dev.imageaudit.filesystem.HiddenFile;
import dev.imageaudit.filesystem.LayerIndex;
import dev.imageaudit.filesystem.RootFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  private Bookkeeper() {
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

  /** The books of {@code subject}; they balance, or the program is wrong. */
  public static ByteLedger ledger(Subject subject) {
    Bookkeeper books = new Bookkeeper();
    Map<FileEntry, String> accountOf = accountsByEntry(subject);
    for (LayerIndex layer : subject.root().layers()) {
      books.book(OVERHEAD, new Bytes(layer.overheadBytes(), layer.overheadCompressedBytes()));
      for (FileEntry entry : layer.entries()) {
        books.book(accountOf.getOrDefault(entry, OVERHEAD), Bytes.of(entry));
      }
    }
    List<ByteLedger.Account> accounts = new ArrayList<>();
    books.accounts.forEach(
        (name, bytes) -> {
          if (!bytes.equals(Bytes.ZERO)) {
            accounts.add(
                new ByteLedger.Account(name, bytes.uncompressedBytes(), bytes.compressedBytes()));
          }
        });
    return new ByteLedger(accounts);
  }

  private void book(String account, Bytes bytes) {
    accounts.merge(account, bytes, Bytes::plus);
  }

  /** By identity: two layers may have equal entries. What has no account is overhead. */
  private static Map<FileEntry, String> accountsByEntry(Subject subject) {
    IdentityHashMap<FileEntry, String> accountOf = new IdentityHashMap<>();
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
