package dev.imageaudit.filesystem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads the content of a layer's entries, one after the other; keeps what the rules ask for. */
final class ContentReader {
  private static final long MAX_HELD_BYTES = 128 << 20;

  /** What is kept is read, and what compresses well would take hours. */
  private static final long MAX_KEPT_BYTES = 512 << 20;

  private final PatternIndex<CaptureRules.Keep> keeps;
  private final PatternIndex<ProbeSearch.Sought> probes;
  private final ProgramProbes programProbes;
  private final ElfCapture elf = new ElfCapture();
  private final ContentDigest.Computation digests;
  private final boolean readsJars;
  private final long digestedFromBytes;
  private final int scriptBytes;
  private final byte[] buffer = new byte[CaptureRules.MAX_SCRIPT_BYTES];
  private long heldBytes;
  private long keptBytes;

  /** A reader for one layer. */
  ContentReader(CaptureRules rules) {
    this.digests = new ContentDigest.Computation(rules.digestSeed());
    this.scriptBytes = rules.scriptBytes();
    this.readsJars = rules.jars();
    this.digestedFromBytes = rules.digestedFromBytes();
    this.keeps = PatternIndex.of(rules.keep(), CaptureRules.Keep::pattern);
    Map<Boolean, List<CaptureRules.Probe>> ofPrograms =
        rules.probes().stream()
            .collect(Collectors.partitioningBy(probe -> probe.files().isPrograms()));
    this.probes =
        PatternIndex.of(
            ofPrograms.getOrDefault(false, List.of()).stream().map(ProbeSearch.Sought::of).toList(),
            sought -> sought.probe().pattern());
    this.programProbes = new ProgramProbes(ofPrograms.getOrDefault(true, List.of()));
  }

  /** What one pass over a content tells. */
  record Facts(
      long crc32c,
      Optional<ContentDigest> digest,
      Optional<Content> content,
      Optional<ElfFacts> elf,
      Optional<JarFacts> jar,
      Map<String, String> marks) {
    private static final Facts NONE = empty(Optional.empty());

    private static Facts empty(Optional<Content> content) {
      return new Facts(0, Optional.empty(), content, Optional.empty(), Optional.empty(), Map.of());
    }
  }

  /** Reads the current entry of {@code tar} to its end. */
  Facts read(TarArchiveInputStream tar, TarArchiveEntry header, String path, FileType type)
      throws IOException {
    if (header.isSparse()) {
      // Read, its holes would come as zeros, and a hostile header may announce exabytes of them.
      tar.skip(Long.MAX_VALUE);
      return Facts.NONE;
    }
    if (header.getSize() == 0 || type != FileType.REGULAR) {
      drain(tar);
      return emptyFacts(path, type);
    }
    boolean isExecutable = (header.getMode() & 0111) != 0;
    return readContent(tar, header.getSize(), path, isExecutable);
  }

  private Facts emptyFacts(String path, FileType type) {
    boolean kept = type == FileType.REGULAR && !keeps.matching(path).isEmpty();
    return kept ? Facts.empty(Optional.of(Content.of(new byte[0]))) : Facts.NONE;
  }

  private void drain(TarArchiveInputStream tar) throws IOException {
    while (tar.read(buffer, 0, buffer.length) >= 0) {
      // counted by the stream below
    }
  }

  private Facts readContent(
      TarArchiveInputStream tar, long sizeBytes, String path, boolean isExecutable)
      throws IOException {
    CRC32C crc = new CRC32C();
    byte[] kept = keptBuffer(path, sizeBytes);
    Optional<JarCapture> jar =
        readsJars && JarCapture.isJar(path)
            ? Optional.of(new JarCapture(!JarCapture.isCached(path)))
            : Optional.empty();
    boolean isDigested = sizeBytes >= digestedFromBytes;
    List<ProbeSearch> searches = List.of();
    long done = 0;
    boolean isElf = false;
    for (int count = tar.readNBytes(buffer, 0, buffer.length);
        count > 0;
        count = tar.readNBytes(buffer, 0, buffer.length)) {
      if (done == 0) {
        isElf = ElfCapture.isElf(buffer, count);
        searches = searches(path, isElf);
        if (isExecutable && kept.length == 0 && sizeBytes <= scriptBytes && isScript(count)) {
          kept = new byte[(int) sizeBytes];
        }
        if (isElf) {
          elf.begin(sizeBytes);
          programProbes.begin(path, buffer, count);
        }
      }
      crc.update(buffer, 0, count);
      if (isDigested) {
        digests.update(buffer, count);
      }
      if (done < kept.length) {
        System.arraycopy(buffer, 0, kept, (int) done, (int) Math.min(count, kept.length - done));
      }
      if (isElf) {
        elf.accept(buffer, count);
        if (ElfCapture.isHeld(sizeBytes)) {
          programProbes.acceptKept(elf.held(), (int) done, count);
        } else {
          programProbes.accept(done, buffer, count);
        }
      }
      if (jar.isPresent()) {
        jar.get().accept(buffer, count);
      }
      done += count;
      for (ProbeSearch search : searches) {
        search.accept(buffer, count, done == sizeBytes);
      }
    }
    return new Facts(
        crc.getValue(),
        isDigested ? Optional.of(digests.finish()) : Optional.empty(),
        content(kept, done),
        isElf ? elf.facts() : Optional.empty(),
        jar.map(JarCapture::facts),
        marks(searches, isElf ? programMarks(done) : Map.of()));
  }

  private Map<String, String> programMarks(long done) {
    return ElfCapture.isHeld(done)
        ? programProbes.marksOfKept(elf.held(), (int) done)
        : programProbes.marks();
  }

  private boolean isScript(int count) {
    return count > 2 && buffer[0] == '#' && buffer[1] == '!';
  }

  private byte[] keptBuffer(String path, long sizeBytes) {
    int keptBytes = 0;
    for (CaptureRules.Keep keep : keeps.matching(path)) {
      if (sizeBytes <= keep.maxBytes()) {
        return new byte[(int) sizeBytes];
      }
      if (keep.cut()) {
        keptBytes = Math.max(keptBytes, keep.maxBytes());
      }
    }
    return new byte[keptBytes];
  }

  private Optional<Content> content(byte[] kept, long done) {
    if (kept.length == 0) {
      return Optional.empty();
    }
    Content content = Content.of(done < kept.length ? Arrays.copyOf(kept, (int) done) : kept);
    heldBytes += content.heldBytes();
    keptBytes += content.length();
    return heldBytes <= MAX_HELD_BYTES && keptBytes <= MAX_KEPT_BYTES
        ? Optional.of(content)
        : Optional.empty();
  }

  private List<ProbeSearch> searches(String path, boolean isElf) {
    List<ProbeSearch> searches = new ArrayList<>();
    for (ProbeSearch.Sought sought : probes.matching(path)) {
      if (isElf || sought.probe().files() == CaptureRules.Files.ANY) {
        searches.add(sought.begin());
      }
    }
    return searches;
  }

  private static Map<String, String> marks(
      List<ProbeSearch> searches, Map<String, String> ofProgram) {
    Map<String, String> marks = new TreeMap<>(ofProgram);
    for (ProbeSearch search : searches) {
      search.found().ifPresent(text -> marks.putIfAbsent(search.name(), text));
    }
    return marks;
  }
}
