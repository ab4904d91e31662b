package dev.imageaudit.filesystem;

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
    Optional<Content> rustAudit) {

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

  public ElfFacts {
    needed = List.copyOf(needed);
    comment = List.copyOf(comment);
  }
}
