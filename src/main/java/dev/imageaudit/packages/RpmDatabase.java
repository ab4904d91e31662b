package dev.imageaudit.packages;

import dev.imageaudit.filesystem.Content;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The package database of Fedora, Red Hat, SUSE and their kin, in one of the three forms that rpm
 * has kept it in; each holds a header for every package.
 */
final class RpmDatabase {
  private static final List<String> PLACES =
      List.of("/var/lib/rpm", "/usr/lib/sysimage/rpm", "/usr/share/rpm");
  private static final int MAX_PACKAGES = 100_000;

  /** What reads a form of the database, and the name that its file has. */
  private enum Form {
    SQLITE("rpmdb.sqlite"),
    NDB("Packages.db"),
    BERKELEY("Packages");

    private final String fileName;

    Form(String fileName) {
      this.fileName = fileName;
    }
  }

  private final RootFilesystem root;
  private final RpmPackages packages;
  private final List<InstalledPackage> read = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();

  RpmDatabase(RootFilesystem root) {
    this.root = root;
    this.packages = new RpmPackages(root);
    for (String place : PLACES) {
      for (Form form : Form.values()) {
        Optional<RootFile> file = root.resolve(Paths.child(place, form.fileName));
        if (read.isEmpty() && file.filter(RootFile::isRegular).isPresent()) {
          read(form, file.get());
        }
      }
    }
  }

  /** The packages of the first of its places that has any. */
  List<InstalledPackage> read() {
    return read;
  }

  /** The databases that could not be read, or not to their end. */
  List<String> unread() {
    return unread;
  }

  private void read(Form form, RootFile file) {
    try {
      Optional<Content> content = file.inode().content();
      if (content.isEmpty()) {
        throw new DamagedDatabaseException("a database that is too large");
      }
      int[] broken = new int[1];
      readHeaders(
          form,
          file,
          content.get().toBytes(),
          header -> {
            try {
              add(header);
            } catch (DamagedDatabaseException e) {
              broken[0]++;
            }
          });
      if (broken[0] > 0) {
        throw new DamagedDatabaseException(broken[0] + " headers are broken");
      }
    } catch (DamagedDatabaseException e) {
      unread.add(file.path());
    }
  }

  private void readHeaders(Form form, RootFile file, byte[] bytes, Consumer<ByteBuffer> reader)
      throws DamagedDatabaseException {
    switch (form) {
      case SQLITE -> {
        byte[] log =
            root.find(file.path() + "-wal")
                .flatMap(wal -> wal.inode().content())
                .map(Content::toBytes)
                .orElse(new byte[0]);
        new SqliteFile(SqliteLog.applied(bytes, log))
            .read("Packages", row -> reader.accept(row.blob(1)));
      }
      case NDB -> NdbFile.read(bytes, reader);
      case BERKELEY -> BerkeleyFile.read(bytes, reader);
    }
  }

  private void add(ByteBuffer blob) throws DamagedDatabaseException {
    if (read.size() == MAX_PACKAGES) {
      throw new DamagedDatabaseException("more than " + MAX_PACKAGES + " packages");
    }
    packages.installed(new RpmHeader(blob)).ifPresent(read::add);
  }
}
