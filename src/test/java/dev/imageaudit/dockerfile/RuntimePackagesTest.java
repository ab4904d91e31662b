package dev.imageaudit.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.RootFixture;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.Platform;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the last stage installs, of images whose second layer is all that their base lacks. */
class RuntimePackagesTest {
  private final RootFixture files =
      new RootFixture().file("/etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n").layer();
  private final StringBuilder status = new StringBuilder();

  private void installed(String name, String fields, String... paths) {
    status
        .append("Package: %s\nStatus: install ok installed\n".formatted(name))
        .append("Architecture: amd64\nVersion: 1\n%s\n".formatted(fields));
    files.file("/var/lib/dpkg/info/" + name + ".list", String.join("\n", paths) + "\n");
  }

  private List<String> chosen(List<String> requested, String... entrypoint) {
    RootFilesystem root =
        AuditedFixture.root(files.file("/var/lib/dpkg/status", status.toString()));
    DiffId any = new DiffId(Digest.parse("sha256:" + "0".repeat(64)));
    ImageConfig config =
        new ImageConfig(
            Optional.empty(),
            Platform.LINUX_AMD64,
            List.of(entrypoint),
            List.of(),
            List.of("PATH=/usr/bin"),
            "/",
            "",
            Map.of(),
            List.of(),
            Collections.nCopies(root.layers().size(), any),
            List.of());
    Subject subject =
        AuditedFixture.subject(
            root, config, Collections.nCopies(root.layers().size(), Optional.empty()));
    RootFilesystem below = new FromImage("debian:12", true, 1, false, "").filesystem(subject);
    return RuntimePackages.of(subject, below, requested);
  }

  /** As Debian divides it, with what pip brings. */
  private void python() {
    files
        .elf("/usr/bin/python3.11", "")
        .link("/usr/bin/python3", "python3.11")
        .elf("/usr/bin/pydoc3.11", "")
        .file("/usr/lib/python3.11/os.py", "1")
        .file("/usr/lib/python3.11/json/__init__.py", "1")
        .file("/usr/lib/python3/dist-packages/pkg_resources/__init__.py", "1")
        .script("/app/main.py", "#!/usr/bin/python3\nimport json\n");
    installed(
        "python3",
        "Source: python3-defaults\nDepends: python3-minimal, python3.11, libpython3-stdlib\n");
    installed(
        "python3-minimal",
        "Source: python3-defaults\nDepends: python3.11-minimal\n",
        "/usr/bin/python3");
    installed("libpython3-stdlib", "Source: python3-defaults\nDepends: libpython3.11-stdlib\n");
    installed(
        "python3.11", "Depends: libpython3.11-stdlib, python3.11-minimal\n", "/usr/bin/pydoc3.11");
    installed(
        "python3.11-minimal",
        "Source: python3.11\nDepends: libpython3.11-minimal\n",
        "/usr/bin/python3.11");
    installed(
        "libpython3.11-minimal",
        "Source: python3.11\nRecommends: libpython3.11-stdlib\n",
        "/usr/lib/python3.11/os.py");
    installed(
        "libpython3.11-stdlib",
        "Source: python3.11\nDepends: libpython3.11-minimal\n",
        "/usr/lib/python3.11/json/__init__.py");
    installed(
        "python3-pkg-resources",
        "Source: setuptools\nDepends: python3\n",
        "/usr/lib/python3/dist-packages/pkg_resources/__init__.py");
  }

  @Test
  void aLanguagesLibraryComesWithItAndBothByTheNameThatPeopleWrite() {
    python();

    assertThat(chosen(List.of(), "/app/main.py")).containsExactly("python3");
  }

  @Test
  void whatWasAskedForByNameStays() {
    python();

    assertThat(chosen(List.of("python3-pkg-resources"), "/app/main.py"))
        .containsExactly("python3-pkg-resources");
  }

  @Test
  void aLibraryComesWithTheModuleThatNeedsIt() {
    files
        .elf("/usr/bin/php8.2", "")
        .elf("/usr/lib/php/20220829/mbstring.so", "", "libonig.so.5")
        .elf("/usr/lib/libonig.so.5", "")
        .script("/app/main.php", "#!/usr/bin/php8.2\n<?php echo 1;\n");
    installed("php8.2-cli", "Source: php8.2\n", "/usr/bin/php8.2");
    installed(
        "php8.2-mbstring",
        "Source: php8.2\nDepends: libonig5\n",
        "/usr/lib/php/20220829/mbstring.so");
    installed("libonig5", "Source: libonig\n", "/usr/lib/libonig.so.5");

    assertThat(chosen(List.of("php8.2-cli"), "/app/main.php"))
        .containsExactly("php8.2-cli", "php8.2-mbstring");
  }

  @Test
  void aPackageThatOnlyHappensToNeedTheSameIsNotInstalled() {
    files
        .elf("/usr/bin/serve", "", "liba.so.1", "libb.so.1")
        .elf("/usr/lib/liba.so.1", "")
        .elf("/usr/lib/libb.so.1", "");
    installed("liba1", "Source: a\n", "/usr/lib/liba.so.1");
    installed("libb1", "Source: b\n", "/usr/lib/libb.so.1");
    installed("other-tool", "Depends: liba1, libb1\n");

    assertThat(chosen(List.of(), "/usr/bin/serve")).containsExactly("liba1", "libb1");
  }
}
