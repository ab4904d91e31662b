package dev.imageaudit.filesystem;

import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A root filesystem written down in a test. It keeps and probes contents by the same capture rules
 * as an indexer, so that a test fails where the rules ask for too little.
 */
public final class RootFixture {
  private record Literal(
      String path,
      FileType type,
      int mode,
      String target,
      Content content,
      Optional<ElfFacts> elf,
      long owner) {
    private Literal(
        String path, FileType type, int mode, String target, String text, Optional<ElfFacts> elf) {
      this(path, type, mode, target, Content.of(text), elf);
    }

    private Literal(
        String path,
        FileType type,
        int mode,
        String target,
        Content content,
        Optional<ElfFacts> elf) {
      this(path, type, mode, target, content, elf, 0);
    }
  }

  private final List<List<Literal>> layers = new ArrayList<>(List.of(new ArrayList<>()));

  /** A regular file of {@code text}. */
  public RootFixture file(String path, String text) {
    return add(new Literal(path, FileType.REGULAR, 0644, "", text, Optional.empty()));
  }

  /** A regular file of {@code content}. */
  public RootFixture file(String path, byte[] content) {
    return add(
        new Literal(path, FileType.REGULAR, 0644, "", Content.of(content), Optional.empty()));
  }

  /** An executable script. */
  public RootFixture script(String path, String text) {
    return add(new Literal(path, FileType.REGULAR, 0755, "", text, Optional.empty()));
  }

  public RootFixture directory(String path) {
    return add(new Literal(path, FileType.DIRECTORY, 0755, "", "", Optional.empty()));
  }

  /** A directory of the user and the group that have the number {@code owner}. */
  public RootFixture directory(String path, long owner) {
    return add(
        new Literal(path, FileType.DIRECTORY, 0755, "", Content.of(""), Optional.empty(), owner));
  }

  public RootFixture link(String path, String target) {
    return add(new Literal(path, FileType.SYMLINK, 0777, target, "", Optional.empty()));
  }

  public RootFixture hardLink(String path, String target) {
    return add(new Literal(path, FileType.HARD_LINK, 0755, target, "", Optional.empty()));
  }

  /** An ELF program that has {@code text} somewhere in it. */
  public RootFixture elf(String path, String text, String... needed) {
    return elf(path, text, facts(List.of(needed), Optional.empty()));
  }

  /** A program linked by Go. */
  public RootFixture go(String path, String goVersion, String mainPackage, String module) {
    ElfFacts.GoBuild build =
        new ElfFacts.GoBuild(
            goVersion,
            mainPackage,
            Optional.of(module).filter(m -> !m.isEmpty()),
            Optional.of("(devel)"),
            List.of());
    return elf(path, "", facts(List.of(), Optional.of(build)));
  }

  public RootFixture elf(String path, byte[] content, ElfFacts facts) {
    return add(
        new Literal(path, FileType.REGULAR, 0755, "", Content.of(content), Optional.of(facts)));
  }

  public RootFixture elf(String path, String text, ElfFacts facts) {
    return add(new Literal(path, FileType.REGULAR, 0755, "", text, Optional.of(facts)));
  }

  public static ElfFacts facts(List<String> needed, Optional<ElfFacts.GoBuild> goBuild) {
    return new ElfFacts(
        ElfFacts.Kind.EXECUTABLE,
        62,
        Optional.empty(),
        needed,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        0,
        goBuild,
        Optional.empty());
  }

  /** What follows lies in a further layer. */
  public RootFixture layer() {
    layers.add(new ArrayList<>());
    return this;
  }

  private RootFixture add(Literal literal) {
    layers.get(layers.size() - 1).add(literal);
    return this;
  }

  /** The layers applied, of which {@code rules} kept what they ask for. */
  public RootFilesystem build(CaptureRules rules) {
    List<LayerIndex> indexes = new ArrayList<>();
    PatternIndex<CaptureRules.Probe> probes =
        PatternIndex.of(rules.probes(), CaptureRules.Probe::pattern);
    for (List<Literal> layer : layers) {
      List<FileEntry> entries =
          layer.stream().map(literal -> entry(literal, rules, probes)).toList();
      indexes.add(index(entries));
    }
    return RootFilesystem.of(indexes);
  }

  private static LayerIndex index(List<FileEntry> entries) {
    long stream = entries.stream().mapToLong(e -> e.sizeBytes() + e.framingBytes()).sum();
    String hash = "sha256:" + "0".repeat(64);
    return new LayerIndex(
        Digest.parse(hash),
        new DiffId(Digest.parse(hash)),
        Compression.NONE,
        stream,
        stream,
        0,
        0,
        entries);
  }

  private static FileEntry entry(
      Literal literal, CaptureRules rules, PatternIndex<CaptureRules.Probe> probes) {
    byte[] bytes = literal.content().toBytes();
    boolean regular = literal.type() == FileType.REGULAR;
    return new FileEntry(
        literal.path(),
        literal.type(),
        literal.mode(),
        literal.owner(),
        literal.owner(),
        literal.target(),
        bytes.length,
        bytes.length,
        512,
        512,
        regular ? crc32c(bytes) : 0,
        regular && bytes.length >= rules.digestedFromBytes()
            ? Optional.of(digest(bytes, rules))
            : Optional.empty(),
        regular ? kept(literal, bytes, rules) : Optional.empty(),
        literal.elf(),
        jar(literal, bytes),
        regular ? marks(literal, bytes, probes) : Map.of());
  }

  private static long crc32c(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }

  private static ContentDigest digest(byte[] bytes, CaptureRules rules) {
    ContentDigest.Computation computation = new ContentDigest.Computation(rules.digestSeed());
    computation.update(bytes, bytes.length);
    return computation.finish();
  }

  private static Optional<Content> kept(Literal literal, byte[] bytes, CaptureRules rules) {
    boolean isScript = (literal.mode() & 0111) != 0 && bytes.length > 2 && bytes[0] == '#';
    if (isScript && bytes[1] == '!' && bytes.length <= rules.scriptBytes()) {
      return Optional.of(literal.content());
    }
    return rules.keep().stream()
        .filter(k -> k.pattern().matches(literal.path()))
        .filter(k -> k.cut() || bytes.length <= k.maxBytes())
        .map(k -> Content.of(Arrays.copyOf(bytes, Math.min(bytes.length, k.maxBytes()))))
        .max(Comparator.comparingInt(Content::length));
  }

  private static Optional<JarFacts> jar(Literal literal, byte[] bytes) {
    if (!JarCapture.isJar(literal.path())) {
      return Optional.empty();
    }
    JarCapture capture = new JarCapture(true);
    capture.accept(bytes, bytes.length);
    return Optional.of(capture.facts());
  }

  private static Map<String, String> marks(
      Literal literal, byte[] bytes, PatternIndex<CaptureRules.Probe> probes) {
    Map<String, String> marks = new HashMap<>();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (CaptureRules.Probe probe : probes.matching(literal.path())) {
      if (literal.elf().isPresent() || probe.files() == CaptureRules.Files.ANY) {
        Matcher matcher = Pattern.compile(probe.regex(), Pattern.DOTALL).matcher(text);
        if (matcher.find()) {
          String group = matcher.groupCount() == 0 ? "" : matcher.group(1);
          marks.put(probe.name(), group == null ? "" : group);
        }
      }
    }
    return marks;
  }
}
