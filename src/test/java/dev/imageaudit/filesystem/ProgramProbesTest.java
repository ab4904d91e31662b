package dev.imageaudit.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramProbesTest {
  private static final int TEXTS_AT = 0x1000;
  private static final String MAKE = "%sGNU Make %s";
  private static final String VERSION = "\\x00(\\d\\.\\d)\\x00";

  private static CaptureRules.Probe probe(String path, String regex) {
    return new CaptureRules.Probe(regex, PathPattern.of(path), CaptureRules.Files.PROGRAM, regex);
  }

  /** A static program with code from 64 on and with texts from {@link #TEXTS_AT} on. */
  private static byte[] program(String texts) {
    return program(2, texts);
  }

  private static byte[] program(int type, String texts) {
    byte[] text = texts.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer file = ByteBuffer.allocate(TEXTS_AT + text.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    file.putShort(16, (short) type).putShort(18, (short) 62).putLong(32, 64);
    file.putShort(54, (short) 56).putShort(56, (short) 2);
    segment(file, 64, 5, 0, TEXTS_AT);
    segment(file, 64 + 56, 4, TEXTS_AT, text.length);
    file.put(TEXTS_AT, text);
    return file.array();
  }

  /** The same with a segment of notes, one of each owner, between its headers and its code. */
  private static byte[] programWithNotes(String texts, String... owners) {
    byte[] program = program(texts);
    ByteBuffer file = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    file.putShort(56, (short) 3);
    int end = 512;
    for (String owner : owners) {
      file.putInt(end, owner.length() + 1).putInt(end + 4, 5).putInt(end + 8, 4);
      file.put(end + 12, owner.getBytes(StandardCharsets.ISO_8859_1));
      end += 12 + (owner.length() + 4 & ~3) + 8;
    }
    segment(file, 64 + 2 * 56, 4, 512, end - 512);
    file.putInt(64 + 2 * 56, 4);
    return program;
  }

  private static void segment(ByteBuffer file, int at, int flags, long offset, long bytes) {
    file.putInt(at, 1).putInt(at + 4, flags).putLong(at + 8, offset);
    file.putLong(at + 16, offset).putLong(at + 32, bytes).putLong(at + 40, bytes);
  }

  private static Map<String, String> marks(String path, byte[] content, String... regexes) {
    List<CaptureRules.Probe> probes = new ArrayList<>();
    for (String regex : regexes) {
      probes.add(probe("/**/*", regex));
    }
    LayerIndex index =
        new TarBuilder()
            .file(path, content, 0755)
            .index(new CaptureRules(List.of(), probes, "test"));
    return index.entries().get(0).marks();
  }

  private static Map<String, String> marks(byte[] content, CaptureRules rules) {
    return new TarBuilder().file("x", content, 0755).index(rules).entries().get(0).marks();
  }

  @Property(tries = 50)
  void aTextIsFoundWhereverItLies(@ForAll @IntRange(max = 150_000) int before) {
    byte[] content =
        program("x".repeat(before) + "clang version 17.0.6 (fedora)" + "y".repeat(300));

    assertThat(marks("x", content, "clang version (\\d+\\.\\d+\\.\\d+)", MAKE))
        .containsExactly(Map.entry("clang version (\\d+\\.\\d+\\.\\d+)", "17.0.6"));
  }

  @Test
  void aVersionBetweenZerosCountsWhereTheProgramIsKnown() {
    String versions = "\0" + "12.1.0\0" + "\0" + "4.3\0";

    assertThat(marks("x", program(MAKE + versions), MAKE, VERSION)).containsEntry(VERSION, "4.3");
    assertThat(marks("x", program("another" + versions), MAKE, VERSION)).isEmpty();
    assertThat(marks("x", program(MAKE + "\0v4.3\0004.3x\0004,3\0"), MAKE, VERSION))
        .containsOnlyKeys(MAKE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100_000, 20_000_000})
  void aShortTextCountsWhereTheProgramIsKnown(int between) {
    String version = "Bun v(\\d\\.\\d\\.\\d)";
    String texts = "Bun v1.2.3" + "x".repeat(between);

    assertThat(marks("x", program(texts + MAKE), MAKE, version))
        .containsOnlyKeys(MAKE, version)
        .containsEntry(version, "1.2.3");
  }

  @Test
  void aShortTextAloneTellsNothing() {
    String version = "Bun v(\\d\\.\\d\\.\\d)";

    assertThat(marks("x", program("Bun v1.2.3"), MAKE, version)).isEmpty();
    assertThatThrownBy(() -> probe("/**/*", version).checkTelling())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no text of 8 characters");
  }

  @Test
  void codeIsNotSearchedWhereTextsLieApart() {
    byte[] content = program("nothing");
    byte[] text = MAKE.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(text, 0, content, 512, text.length);

    assertThat(marks("x", content, MAKE)).isEmpty();
  }

  @Test
  void whatGoHasLinkedSaysItselfWhatItIs() {
    assertThat(marks("x", programWithNotes(MAKE, "GNU"), MAKE)).isNotEmpty();
    assertThat(marks("x", programWithNotes(MAKE, "Go"), MAKE)).isEmpty();
    assertThat(marks("x", programWithNotes(MAKE, "GNU", "GNU", "Go"), MAKE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20_000_000})
  void ofWhatGoHasLinkedProbesOfItsOwnTellMore(int between) {
    String texts = "DOCKER_CONTEXT" + "x".repeat(between) + "\00020.10\0skopeo/1.9.3";
    List<CaptureRules.Probe> probes =
        Stream.of("DOCKER_CONTEXT", "skopeo/(\\d\\.\\d\\.\\d)", "\\x00(\\d\\d\\.\\d\\d)\\x00")
            .map(
                regex ->
                    new CaptureRules.Probe(
                        regex, PathPattern.of("/**/*"), CaptureRules.Files.GO_PROGRAM, regex))
            .toList();
    CaptureRules rules = new CaptureRules(List.of(), probes, "test");

    assertThat(marks(programWithNotes(texts, "GNU", "Go"), rules).values())
        .containsExactlyInAnyOrder("", "1.9.3", "20.10");
    assertThat(marks(program(texts), rules)).isEmpty();
  }

  @Test
  void librariesAndOtherFilesAreNotSearched() {
    assertThat(marks("libx.so.1", program(3, MAKE), MAKE)).isEmpty();
    assertThat(marks("x", program(3, MAKE), MAKE)).isNotEmpty();
    assertThat(marks("x", MAKE.getBytes(StandardCharsets.ISO_8859_1), MAKE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '"',
      value = {
        "GNU C\\+\\+\\d\\d # GNU C++",
        "GNU Make|clang version(\\d+) # GNU Make,clang version",
        "ab?cdefghi(?:jk|l)m+nopqrs # cdefghi",
        "[^\\]a]abcdef[]x]gh # abcdef",
        "\\AELF abcdef\\x00ghi # ELF abcdef",
        "abcdefg{2}hijklmn # hijklmn",
      })
  void theTextsThatEveryMatchHasAreReadFromAnExpression(String regex, String texts) {
    assertThat(LiteralTexts.of(regex, 6)).isEqualTo(Optional.of(List.of(texts.split(","))));
  }

  @Test
  void anExpressionWithoutSuchATextIsRefused() {
    assertThatThrownBy(() -> probe("/**/*", "GNU Make|GNU"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no text of 5 characters");
  }
}
