package dev.imageaudit.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.RootFixture;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.ImageConfigs;
import dev.imageaudit.packages.PackageDatabases;
import dev.imageaudit.packages.PackageInventory;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The books of an image of rpm's kin are kept as those of Debian's. */
class RpmBooksTest {
  private static final CaptureRules RULES =
      new CaptureRules(PackageDatabases.captureKeeps(), List.of(), "test");
  private static final RuntimeClosure NO_CLOSURE = new RuntimeClosure(new TreeMap<>(), List.of());

  private static byte[] database() throws IOException {
    try (InputStream in = PackageInventory.class.getResourceAsStream("rpmdb.sqlite")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  private static long bytes(ByteLedger ledger, String account) {
    return ledger.accounts().stream()
        .filter(a -> a.name().equals(account))
        .mapToLong(ByteLedger.Account::bytes)
        .sum();
  }

  @Test
  void whatAPackageOwnsIsRuntimeAndTheDatabaseIsTheBaseSystems() throws IOException {
    RootFilesystem root =
        new RootFixture()
            .file("/srv/demo/unknown", "y".repeat(10))
            .file("/usr/bin/demo-tool", "x".repeat(100))
            .file("/var/lib/rpm/rpmdb.sqlite", database())
            .build(RULES);
    PackageInventory packages = PackageDatabases.read(root);
    ImageConfig config = ImageConfigs.of(List.of(), List.of());
    Subject subject =
        new Subject(
            List.of(), config, root, List.of(Optional.empty()), 0, packages, NO_CLOSURE, List.of());

    ByteLedger ledger = Bookkeeper.ledger(subject);

    assertThat(packages.owner("/usr/bin/demo-tool")).isPresent();
    assertThat(bytes(ledger, Bookkeeper.RUNTIME)).isEqualTo(512 + 100);
    assertThat(bytes(ledger, Bookkeeper.BASE_SYSTEM)).isEqualTo(512 + database().length);
    assertThat(bytes(ledger, Bookkeeper.UNCLASSIFIED)).isEqualTo(512 + 10);
  }
}
