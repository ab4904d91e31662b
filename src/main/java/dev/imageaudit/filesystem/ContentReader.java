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

/** Reads the content of one entry after the other and keeps of it what the rules ask for. */
final class ContentReader {
  private final PatternIndex<CaptureRules.Keep> keeps;
  private final PatternIndex<CaptureRules.Probe> probes;
  private final ProgramProbes programProbes;
  private final ElfCapture elf = new ElfCapture();
  private final byte[] buffer = new byte[64 * 1024];

  ContentReader(CaptureRules rules) {
    this.keeps = PatternIndex.of(rules.keep(), CaptureRules.Keep::pattern);
    Map<Boolean, List<CaptureRules.Probe>> ofPrograms =
        rules.probes().stream()
            .collect(Collectors.partitioningBy(p -> p.files() == CaptureRules.Files.PROGRAM));
    this.probes =
        PatternIndex.of(ofPrograms.getOrDefault(false, List.of()), CaptureRules.Probe::pattern);
    this.programProbes = new ProgramProbes(ofPrograms.getOrDefault(true, List.of()));
  }

  /** What one pass over a content tells. */
  record Facts(
      long crc32c, Optional<Content> content, Optional<ElfFacts> elf, Map<String, String> marks) {
    private static final Facts NONE = new Facts(0, Optional.empty(), Optional.empty(), Map.of());
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
    return readContent(tar, header.getSize(), path);
  }

  private Facts emptyFacts(String path, FileType type) {
    boolean kept = type == FileType.REGULAR && !keeps.matching(path).isEmpty();
    return kept
        ? new Facts(0, Optional.of(Content.of(new byte[0])), Optional.empty(), Map.of())
        : Facts.NONE;
  }

  private void drain(TarArchiveInputStream tar) throws IOException {
    while (tar.read(buffer, 0, buffer.length) >= 0) {
      // counted by the stream below
    }
  }

  private Facts readContent(TarArchiveInputStream tar, long sizeBytes, String path)
      throws IOException {
    CRC32C crc = new CRC32C();
    byte[] kept = keptBuffer(path, sizeBytes);
    List<ProbeSearch> searches = List.of();
    long done = 0;
    boolean isElf = false;
    for (int count = tar.readNBytes(buffer, 0, buffer.length);
        count > 0;
        count = tar.readNBytes(buffer, 0, buffer.length)) {
      if (done == 0) {
        isElf = ElfCapture.isElf(buffer, count);
        searches = searches(path, isElf);
        if (isElf) {
          elf.begin(sizeBytes);
          programProbes.begin(path, buffer, count);
        }
      }
      crc.update(buffer, 0, count);
      if (kept.length > 0) {
        System.arraycopy(buffer, 0, kept, (int) done, count);
      }
      if (isElf) {
        elf.accept(buffer, count);
        programProbes.accept(done, buffer, count);
      }
      done += count;
      for (ProbeSearch search : searches) {
        search.accept(buffer, count, done == sizeBytes);
      }
    }
    return new Facts(
        crc.getValue(),
        kept.length > 0
            ? Optional.of(Content.of(Arrays.copyOf(kept, (int) done)))
            : Optional.empty(),
        isElf ? elf.facts() : Optional.empty(),
        marks(searches, isElf ? programProbes.marks() : Map.of()));
  }

  private byte[] keptBuffer(String path, long sizeBytes) {
    for (CaptureRules.Keep keep : keeps.matching(path)) {
      if (sizeBytes <= keep.maxBytes()) {
        return new byte[(int) sizeBytes];
      }
    }
    return new byte[0];
  }

  private List<ProbeSearch> searches(String path, boolean isElf) {
    List<ProbeSearch> searches = new ArrayList<>();
    for (CaptureRules.Probe probe : probes.matching(path)) {
      if (isElf || probe.files() == CaptureRules.Files.ANY) {
        searches.add(new ProbeSearch(probe));
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
