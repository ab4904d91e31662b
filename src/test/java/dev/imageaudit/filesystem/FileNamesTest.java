package dev.imageaudit.filesystem;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Names in tar streams that are no UTF-8, in every way that they are written. */
class FileNamesTest {
  private static final String LONG = "d/".repeat(80);

  /** How a tar stream says a name. */
  enum Dialect {
    /** In the header's own fields. */
    PLAIN,
    /** In an extended header, as Docker writes it. */
    PAX,
    /** In an entry of its own, as GNU tar writes it. */
    GNU
  }

  /** A layer with a file for each of {@code names}, whose characters are their bytes. */
  private static List<String> read(Dialect dialect, String... names) {
    TarBuilder tar = new TarBuilder("ISO-8859-1");
    for (String name : names) {
      switch (dialect) {
        case PLAIN -> tar.file(name, "x");
        case PAX -> tar.pax("path", name.getBytes(ISO_8859_1)).file("cut", "x");
        case GNU -> tar.gnuLongNames().file(LONG + name, "x");
      }
    }
    String above = dialect == Dialect.GNU ? "/" + LONG : "/";
    return tar.index().entries().stream()
        .map(entry -> entry.path().substring(above.length()))
        .toList();
  }

  private static RootFilesystem root(TarBuilder... layers) {
    return RootFilesystem.of(Stream.of(layers).map(TarBuilder::index).toList());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoUtf8IsWrittenOutWhole(Dialect dialect) {
    assertThat(
            read(
                dialect,
                "caf\u00e9",
                "caf\u00c3\u00a9",
                "\u00ff\u00fe/\u00ed\u00a0\u0080",
                "what?"))
        .containsExactly("caf\\xe9", "café", "\\xff\\xfe/\\xed\\xa0\\x80", "what?");
  }

  @ParameterizedTest
  @EnumSource
  void whatLooksWrittenOutButIsNotStaysAnotherName(Dialect dialect) {
    assertThat(
            read(
                dialect, "a\u00ff", "a\\xff", "a\\x5cxff", "a\\x2d", "a\\xFF", "a\\", "a\\x\u00ff"))
        .containsExactly(
            "a\\xff", "a\\x5cxff", "a\\x5cx5cxff", "a\\x2d", "a\\xFF", "a\\", "a\\x\\xff");
  }

  @Test
  void aNameInTwoFieldsIsReadAsOne() {
    TarArchiveEntry entry = new TarArchiveEntry("caf\u00e9", TarConstants.LF_NORMAL, true);
    entry.setModTime(0);
    byte[] stream = new TarBuilder("ISO-8859-1").put(entry, new byte[0]).toBytes();
    byte[] prefix = "d\u00e9/d".getBytes(ISO_8859_1);
    System.arraycopy(prefix, 0, stream, 345, prefix.length);
    Arrays.fill(stream, 148, 156, (byte) ' ');
    long sum = TarUtils.computeCheckSum(Arrays.copyOf(stream, 512));
    System.arraycopy("%06o\0 ".formatted(sum).getBytes(US_ASCII), 0, stream, 148, 8);

    assertThat(TarBuilder.index(stream, stream, CaptureRules.NONE).entries())
        .extracting(FileEntry::path)
        .containsExactly("/d\\xe9/d/caf\\xe9");
  }

  @Test
  void linksLeadToThem() {
    RootFilesystem root =
        root(
            new TarBuilder("ISO-8859-1")
                .file("d/\u00ff", "one")
                .file("d/\u00fe", "two!")
                .symlink("to", "d/\u00ff")
                .hardLink("hard", "d/\u00fe"));

    assertThat(root.resolve("/to")).map(RootFile::path).contains("/d/\\xff");
    assertThat(root.find("/hard")).map(file -> file.inode().path()).contains("/d/\\xfe");
  }

  @Test
  void aWhiteoutHidesTheOneThatItNames() {
    RootFilesystem root =
        root(
            new TarBuilder("ISO-8859-1")
                .file("d/\u00ff", "one")
                .file("d/\u00fe", "two")
                .file("d/\\xff", "three")
                .file("d/?", "four"),
            new TarBuilder("ISO-8859-1").whiteout("d/\u00ff").whiteout("d/?"));

    assertThat(root.files().stream().filter(RootFile::isRegular).map(RootFile::path))
        .containsExactlyInAnyOrder("/d/\\xfe", "/d/\\x5cxff");
    assertThat(root.hidden())
        .extracting(HiddenFile::path)
        .containsExactlyInAnyOrder("/d/?", "/d/\\xff");
  }

  @ParameterizedTest
  @CsvSource({"caf\u00e9", "\u00ff\\xff\\x5c", "plain", "d/\\"})
  void aCopyHasTheSameBytes(String name) {
    byte[] stream = new TarBuilder("ISO-8859-1").file("old", "x").toBytes();

    String text = FileNames.of(name.getBytes(ISO_8859_1));
    TarHeaders copied = TarHeaders.of(stream).named("/" + text);

    assertThat(copied.names()).extracting(bytes -> new String(bytes, ISO_8859_1)).endsWith(name);
  }

  @Property(tries = 2000)
  void theTextSaysTheBytes(@ForAll("names") byte[] name) {
    assertThat(FileNames.bytes(FileNames.of(name))).isEqualTo(name);
  }

  @Property
  void whatIsUtf8AndHasNoBackslashStaysAsItIs(@ForAll String text) {
    String name = new String(text.replace('\\', '/').getBytes(UTF_8), UTF_8);

    assertThat(FileNames.of(name.getBytes(UTF_8))).isEqualTo(name);
  }

  @Provide
  Arbitrary<byte[]> names() {
    return Arbitraries.of(
            "\\", "x", "5", "c", "f", "8", "\u00ff", "\u00c3", "\u00a9", "\u0080", "a")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts).getBytes(ISO_8859_1));
  }
}
