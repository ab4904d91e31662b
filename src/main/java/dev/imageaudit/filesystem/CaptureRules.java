package dev.imageaudit.filesystem;

import java.security.SecureRandom;
import java.util.List;

/**
 * What an indexer keeps of a layer beside the entries themselves. It is told what to keep and does
 * not know why.
 *
 * @param keep files kept: of one layer at most 128 MiB compressed, 512 MiB as they are
 * @param probes patterns looked for in the content of files
 * @param scriptBytes executable files that begin with {@code #!} are kept too, where they are no
 *     longer; at most {@link #MAX_SCRIPT_BYTES}
 * @param jars whether jars are looked into
 * @param digestedFromBytes the length from which on contents have a digest
 * @param digestSeed whoever makes images must not know it, lest he make two contents of one digest;
 *     layers are comparable where the rules of their indexers have the same
 * @param version names these rules: layer indexes made by others are not reused
 */
public record CaptureRules(
    List<Keep> keep,
    List<Probe> probes,
    int scriptBytes,
    boolean jars,
    long digestedFromBytes,
    long digestSeed,
    String version) {
  /** More of a script than this is never kept. */
  public static final int MAX_SCRIPT_BYTES = 64 << 10;

  /** Shorter contents weigh less than the header that they travel with. */
  private static final long DIGESTED_FROM_BYTES = 512;

  /** Of this run of the program. */
  private static final long RANDOM_SEED = new SecureRandom().nextLong();

  /** Keeps nothing but the entries, ELF facts, digests and what jars say. */
  public static final CaptureRules NONE = new CaptureRules(List.of(), List.of(), "none");

  public CaptureRules {
    if (scriptBytes > MAX_SCRIPT_BYTES) {
      throw new IllegalArgumentException("scripts are kept up to " + MAX_SCRIPT_BYTES + " bytes");
    }
    keep = List.copyOf(keep);
    probes = List.copyOf(probes);
  }

  /** Rules that look into jars and ask for the digests of all but the shortest contents. */
  public CaptureRules(List<Keep> keep, List<Probe> probes, String version) {
    this(keep, probes, 0, version);
  }

  /** The same, and scripts up to {@code scriptBytes}. */
  public CaptureRules(List<Keep> keep, List<Probe> probes, int scriptBytes, String version) {
    this(keep, probes, scriptBytes, true, DIGESTED_FROM_BYTES, RANDOM_SEED, version);
  }

  /** Keeps no scripts but those that {@code keep} names. */
  public CaptureRules(
      List<Keep> keep, List<Probe> probes, boolean jars, long digestedFromBytes, String version) {
    this(keep, probes, 0, jars, digestedFromBytes, RANDOM_SEED, version);
  }

  /**
   * Files kept whole where they are no longer than {@code maxBytes}.
   *
   * @param pattern of the path, see {@link PathPattern}
   * @param cut whether of a longer file the first {@code maxBytes} are kept
   */
  public record Keep(PathPattern pattern, int maxBytes, boolean cut) {
    /** Keeps nothing of longer files. */
    public Keep(PathPattern pattern, int maxBytes) {
      this(pattern, maxBytes, false);
    }
  }

  /**
   * A regular expression looked for in the content of files whose path matches; the first match is
   * kept as the file's mark: the first group, else an empty text.
   *
   * @param name of the mark
   * @param files looks into these alone
   * @param regex over the content's bytes as ISO 8859-1 characters; a match is at most 256 bytes
   *     long
   */
  public record Probe(String name, PathPattern pattern, Files files, String regex) {
    /**
     * Checks the expression.
     *
     * @throws IllegalArgumentException where it is for programs, and each would have to be searched
     *     without a text that all matches have
     */
    public Probe {
      if (files.isPrograms()) {
        ProgramProbes.check(regex);
      }
    }

    /**
     * Checks that it can tell by itself what a file is.
     *
     * @throws IllegalArgumentException where it is for programs, and its texts are too short to be
     *     looked for in each
     */
    public void checkTelling() {
      if (files == Files.PROGRAM) {
        ProgramProbes.checkTelling(regex);
      }
    }
  }

  /** Of what kind the files are that a probe looks into. */
  public enum Files {
    ANY,
    ELF,
    /** ELF files that can be started, and Go has not linked; only where their texts lie. */
    PROGRAM,
    /** Those that Go has linked. */
    GO_PROGRAM;

    /** Whether they are programs, which are searched in another way than other files. */
    boolean isPrograms() {
      return this == PROGRAM || this == GO_PROGRAM;
    }
  }
}
