package dev.imageaudit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.ElfFacts.GoBuild;
import dev.imageaudit.filesystem.ElfFacts.GoModule;
import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GoBuildReaderTest {

  /** A section as Go 1.18 and later write it. */
  private static Optional<GoBuild> read(String version, String modules) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1));
    bytes.write(8);
    bytes.write(2);
    bytes.writeBytes(new byte[16]);
    for (String text : List.of(version, "0".repeat(16) + modules + "1".repeat(16))) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      for (int length = utf8.length; ; length >>>= 7) {
        bytes.write(length > 0x7f ? (length & 0x7f) | 0x80 : length);
        if (length <= 0x7f) {
          break;
        }
      }
      bytes.writeBytes(utf8);
    }
    FileParts parts = new FileParts();
    parts.addComplete(0, bytes.toByteArray(), bytes.size());
    ElfHeaders.Section section = new ElfHeaders.Section(".go.buildinfo", 1, 0, bytes.size());
    return GoBuildReader.read(
        parts, new ElfHeaders(true, ByteOrder.LITTLE_ENDIAN, 2, 62, List.of(), List.of(section)));
  }

  @Test
  void theModulesOfAProgramAreThoseThatItWasReallyLinkedOf() {
    Optional<GoBuild> build =
        read(
            "go1.22.3",
            """
            path\texample.com/shop
            mod\texample.com/shop\tv1.4.0\th1:x=
            dep\texample.com/lib\tv1.0.0
            =>\t./local\t(devel)\t
            dep\texample.com/old\tv1.0.0
            =>\texample.com/fork\tv1.0.1\th1:y=
            dep\tgolang.org/x/text\tv0.14.0\th1:z=
            build\t-buildmode=exe\tx
            """);

    assertThat(build)
        .hasValue(
            new GoBuild(
                "go1.22.3",
                "example.com/shop",
                Optional.of("example.com/shop"),
                Optional.of("v1.4.0"),
                List.of(
                    new GoModule("example.com/lib", "(devel)"),
                    new GoModule("example.com/fork", "v1.0.1"),
                    new GoModule("golang.org/x/text", "v0.14.0"))));
  }

  @Test
  void aProgramBuiltWithoutModulesHasNone() {
    assertThat(read("go1.22.3", "path\tcmd/asm\nbuild\t-compiler=gc\n"))
        .hasValue(
            new GoBuild("go1.22.3", "cmd/asm", Optional.empty(), Optional.empty(), List.of()));
    assertThat(read("C 11", "path\tx\n")).isEmpty();
  }

  @Property(tries = 200)
  void noTextIsEverAnError(@ForAll String text) {
    read("go1", "=>\ta\tb\nmod\t\t\nmod\t\t\n" + text);
  }
}
