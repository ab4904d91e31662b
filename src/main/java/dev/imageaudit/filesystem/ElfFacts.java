package dev.imageaudit.filesystem;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Optional;

/**
 * What an ELF file says of itself, read in the layer's one pass.
 *
 * @param kind of {@code e_type}
 * @param machine {@code e_machine}, such as 62 for x86-64
 * @param interpreter {@code PT_INTERP}; empty for libraries and static programs
 * @param needed {@code DT_NEEDED}, in order
 * @param runpath {@code DT_RUNPATH}, else {@code DT_RPATH}
 * @param comment the compilers named in {@code .comment}; often stripped
 * @param debugBytes the sections {@code .debug_*}, {@code .zdebug_*}, {@code .symtab} and {@code
 *     .strtab}: what {@code strip} would remove
 * @param rustAudit the section {@code .dep-v0}, compressed as it is: the crates that a program of
 *     Rust was built of
 * @param loading what it loads by name while it runs
 * @see <a href="https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html">System V ABI,
 *     generic part</a>
 */
public record ElfFacts(
    Kind kind,
    int machine,
    Optional<String> interpreter,
    List<String> needed,
    Optional<String> soname,
    Optional<String> rpath,
    Optional<String> runpath,
    List<String> comment,
    long debugBytes,
    Optional<GoBuild> goBuild,
    Optional<Content> rustAudit,
    Loading loading) {

  /** {@code e_type}. */
  public enum Kind {
    RELOCATABLE,
    EXECUTABLE,
    SHARED_OBJECT,
    CORE,
    OTHER
  }

  /**
   * What Go's linker says of the program.
   *
   * @param goVersion such as {@code go1.22.3}
   * @param path the main package's import path: {@code cmd/compile} in the Go SDK itself
   * @param module the main module's path; empty where built without modules
   * @param moduleVersion such as {@code v1.4.0} or {@code (devel)}
   * @param modules that the main module depends on, those that replace others in their stead
   */
  public record GoBuild(
      String goVersion,
      String path,
      Optional<String> module,
      Optional<String> moduleVersion,
      List<GoModule> modules) {
    public GoBuild {
      modules = List.copyOf(modules);
    }
  }

  /** A module that is linked into a program of Go. */
  public record GoModule(String path, String version) {}

  /**
   * What the program or library loads by name while it runs.
   *
   * @param opensLibraries whether it calls {@code dlopen}
   * @param convertsCharacters whether it calls {@code iconv_open}
   * @param announced what its {@code .note.dlopen} says
   * @param named libraries whose names stand in its texts, where it calls {@code dlopen}; some may
   *     have other meanings
   * @param asksCertificates whether it may look for the system's trusted certificates: false only
   *     of a static program whose texts name no place of theirs
   * @param asksTimeZones whether it may look for any time zone, likewise
   * @param startsPrograms whether it is a static program of Go with what starts others in it
   */
  public record Loading(
      boolean opensLibraries,
      boolean convertsCharacters,
      boolean asksCertificates,
      boolean asksTimeZones,
      boolean startsPrograms,
      List<Announced> announced,
      List<String> named) {
    public static final Loading NONE =
        new Loading(false, false, true, true, false, List.of(), List.of());

    public Loading {
      announced = List.copyOf(announced);
      named = List.copyOf(named);
    }
  }

  /**
   * A library that a {@code .note.dlopen} announces.
   *
   * @param sonames of which the first that is there is loaded
   * @param isRequired false where the note only suggests it
   * @see <a href="https://systemd.io/ELF_DLOPEN_METADATA/">dlopen() metadata for ELF files</a>
   */
  public record Announced(List<String> sonames, boolean isRequired) {
    public Announced {
      sonames = List.copyOf(sonames);
    }
  }

  @JsonCreator
  public ElfFacts {
    needed = List.copyOf(needed);
    comment = List.copyOf(comment);
  }

  /** One that loads nothing by name. */
  public ElfFacts(
      Kind kind,
      int machine,
      Optional<String> interpreter,
      List<String> needed,
      Optional<String> soname,
      Optional<String> rpath,
      Optional<String> runpath,
      List<String> comment,
      long debugBytes,
      Optional<GoBuild> goBuild,
      Optional<Content> rustAudit) {
    this(
        kind,
        machine,
        interpreter,
        needed,
        soname,
        rpath,
        runpath,
        comment,
        debugBytes,
        goBuild,
        rustAudit,
        Loading.NONE);
  }
}
