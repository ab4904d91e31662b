package dev.imageaudit.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.TarBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissedFilesTest {
  private static final RootFilesystem ORIGINAL =
      MemoryImage.of(
              new TarBuilder()
                  .file("usr/lib/libfoo.so.1", "x")
                  .file("usr/bin/curl", "x")
                  .file("usr/lib/python3/http/client.py", "x")
                  .file("app/node_modules/express/package.json", "x")
                  .file("app/classes/shop/Main.class", "x")
                  .file("etc/app.conf", "x")
                  .toBytes())
          .root();

  private static RunResult failing(String err) {
    return new RunResult(RunResult.Ending.EXITED, 1, "", err, Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "run: error while loading shared libraries: libfoo.so.1: cannot open shared object file: No such file or directory | /usr/lib/libfoo.so.1",
        "Error loading shared library libfoo.so.1: No such file or directory (needed by /app/run) | /usr/lib/libfoo.so.1",
        "ImportError: libfoo.so.1: cannot open shared object file: No such file or directory | /usr/lib/libfoo.so.1",
        "OCI runtime exec failed: exec failed: unable to start container process: exec: \"curl\": executable file not found in $PATH: unknown | /usr/bin/curl",
        "/entrypoint.sh: line 3: curl: command not found | /usr/bin/curl",
        "/entrypoint.sh: 3: curl: not found | /usr/bin/curl",
        "ModuleNotFoundError: No module named 'http.client' | /usr/lib/python3/http/client.py",
        "Error: Cannot find module 'express' | /app/node_modules/express/package.json",
        "Exception in thread \"main\" java.lang.NoClassDefFoundError: shop/Main | /app/classes/shop/Main.class",
        "Error: Could not find or load main class x Caused by: java.lang.ClassNotFoundException: shop.Main | /app/classes/shop/Main.class",
        "cat: /etc/app.conf: No such file or directory | /etc/app.conf",
        "panic: open /etc/app.conf: no such file or directory | /etc/app.conf"
      })
  void whatAFailureNamesIsFoundInTheOriginal(String message, String path) {
    List<Proof.MissedFile> missed = new MissedFiles(ORIGINAL).of(failing(message), failing(""));

    assertThat(missed).flatExtracting(Proof.MissedFile::paths).containsExactly(path);
  }

  @Test
  void whatTheOriginalMissesTooIsNotMissed() {
    RunResult same = failing("cat: /etc/app.conf: No such file or directory");

    assertThat(new MissedFiles(ORIGINAL).of(same, same)).isEmpty();
  }

  @Test
  void whatTheOriginalHasNotEitherIsSaid() {
    List<Proof.MissedFile> missed =
        new MissedFiles(ORIGINAL)
            .of(failing("cat: /run/made.pid: No such file or directory"), failing(""));

    assertThat(missed).hasSize(1);
    assertThat(missed.get(0).advice()).contains("no file of that name either");
  }
}
