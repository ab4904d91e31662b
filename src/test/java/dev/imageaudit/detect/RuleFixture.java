package dev.imageaudit.detect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.RootFixture;
import dev.imageaudit.packages.InstallReason;
import dev.imageaudit.packages.InstalledPackage;
import dev.imageaudit.packages.PackageFormat;
import dev.imageaudit.packages.PackageInventory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;

/**
 * A rule's fixture: an image in which it finds something, and one in which it must not.
 *
 * @param rule its id
 * @param finds the image with the thing
 * @param name what the finding is called; absent where the rule's name says it
 * @param version what must be read of it; absent where the image does not say
 * @param takes paths that go with it
 * @param leaves paths that must not
 * @param ignores the image with what only looks like it; no rule finds anything there
 */
@NullUnmarked
record RuleFixture(
    String rule,
    Scene finds,
    String name,
    String version,
    List<String> takes,
    List<String> leaves,
    Scene ignores) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final List<String> FILES = KnowledgeBase.FILES;

  RuleFixture {
    takes = takes == null ? List.of() : takes;
    leaves = leaves == null ? List.of() : leaves;
  }

  /** An image: contents of text files, of ELF files, Go programs, links, packages by name. */
  record Scene(
      Map<String, String> files,
      Map<String, Elf> elf,
      Map<String, Go> go,
      Map<String, String> links,
      Map<String, Owned> packages) {

    static final Scene EMPTY = new Scene(null, null, null, null, null);

    /** Both images in one; where they differ, this one's content counts. */
    Scene with(Scene other) {
      return new Scene(
          both(files, other.files),
          both(elf, other.elf),
          both(go, other.go),
          both(links, other.links),
          both(packages, other.packages));
    }

    private static <T> Map<String, T> both(Map<String, T> one, Map<String, T> other) {
      Map<String, T> both = new TreeMap<>(orNone(other));
      both.putAll(orNone(one));
      return both;
    }

    RootFilesystem root(KnowledgeBase knowledge) {
      RootFixture fixture = new RootFixture();
      orNone(files).forEach((path, text) -> fixture.file(path, bytes(text)));
      orNone(elf).forEach((path, e) -> fixture.elf(path, bytes(e.text), e.facts()));
      orNone(go).forEach((path, g) -> fixture.go(path, g.version, g.main, g.module));
      orNone(links).forEach(fixture::link);
      return fixture.build(new CaptureRules(knowledge.keeps(), knowledge.probes(), "test"));
    }

    PackageInventory inventory() {
      List<InstalledPackage> installed = new ArrayList<>();
      orNone(packages).forEach((name, owned) -> installed.add(owned.installed(name)));
      return new PackageInventory(installed);
    }

    /** Each character is a byte. */
    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static <T> Map<String, T> orNone(Map<String, T> map) {
      return map == null ? Map.of() : map;
    }
  }

  record Elf(
      String text,
      List<String> needed,
      String soname,
      List<String> comment,
      boolean object,
      boolean core,
      long debugBytes) {
    Elf {
      text = text == null ? "" : text;
    }

    ElfFacts facts() {
      return new ElfFacts(
          kind(),
          62,
          Optional.empty(),
          needed == null ? List.of() : needed,
          Optional.ofNullable(soname),
          Optional.empty(),
          Optional.empty(),
          comment == null ? List.of() : comment,
          debugBytes,
          Optional.empty(),
          Optional.empty());
    }

    private ElfFacts.Kind kind() {
      return core
          ? ElfFacts.Kind.CORE
          : object ? ElfFacts.Kind.RELOCATABLE : ElfFacts.Kind.EXECUTABLE;
    }
  }

  record Go(String version, String main, String module) {
    Go {
      module = module == null ? "" : module;
    }
  }

  record Owned(String version, boolean automatic, List<String> depends, List<String> files) {
    InstalledPackage installed(String name) {
      return new InstalledPackage(
          PackageFormat.DEB,
          name,
          version == null ? "1.0-1" : version,
          "amd64",
          Optional.empty(),
          "",
          Optional.empty(),
          false,
          automatic ? InstallReason.DEPENDENCY : InstallReason.REQUESTED,
          depends == null ? List.of() : depends.stream().map(List::of).toList(),
          List.of(),
          List.of(),
          files == null ? List.of() : files);
    }
  }

  static List<RuleFixture> all() {
    List<RuleFixture> all = new ArrayList<>();
    FILES.forEach(file -> all.addAll(read(file)));
    return all;
  }

  private static List<RuleFixture> read(String file) {
    try (InputStream in =
        Objects.requireNonNull(RuleFixture.class.getResourceAsStream("fixtures/" + file), file)) {
      return List.of(YAML.readValue(in, RuleFixture[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return rule;
  }
}
