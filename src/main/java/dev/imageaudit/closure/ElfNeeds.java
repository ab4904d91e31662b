package dev.imageaudit.closure;

import dev.imageaudit.closure.Need.Strength;
import dev.imageaudit.filesystem.ElfFacts;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the ELF files among the needed ones need in turn: interpreters, libraries, plug-ins. */
final class ElfNeeds {
  private static final List<String> INTERPRETERS =
      List.of(
          "/lib64/ld-linux-x86-64.so.2",
          "/lib/ld-linux-aarch64.so.1",
          "/lib/ld-linux-armhf.so.3",
          "/lib/ld-linux.so.2",
          "/lib64/ld64.so.2",
          "/lib/ld64.so.1",
          "/lib/ld-linux-riscv64-lp64d.so.1");

  /** The host's driver brings these. */
  private static final Pattern OF_THE_HOST =
      Pattern.compile("lib(?:cuda|nvcuvid|nvidia-[a-z0-9-]+|GLX_nvidia|EGL_nvidia)\\.so.*");

  private static final Pattern SYSTEM_DIRECTORY =
      Pattern.compile("/(?:usr/)?(?:bin|sbin|lib|lib64|libexec)/.*");

  private final RootFilesystem root;
  private final NeededFiles needed;
  private final ElfResolver resolver;
  private final List<String> preloaded;
  private final Optional<String> systemInterpreter;
  private final Set<String> uncertainties = new TreeSet<>();

  /**
   * What they need.
   *
   * @param libraryPath the container's {@code LD_LIBRARY_PATH}
   * @param preload its {@code LD_PRELOAD}
   */
  ElfNeeds(NeededFiles needed, String libraryPath, String preload) {
    this.root = needed.root();
    this.needed = needed;
    this.resolver = new ElfResolver(root, libraryPath);
    this.preloaded =
        List.of(preload.split("[:\\s]+", -1)).stream().filter(name -> !name.isEmpty()).toList();
    this.systemInterpreter =
        INTERPRETERS.stream()
            .filter(path -> root.resolve(path).isPresent())
            .findFirst()
            .or(this::muslInterpreter);
  }

  private Optional<String> muslInterpreter() {
    return root.children("/lib").stream()
        .map(RootFile::path)
        .filter(path -> Paths.name(path).startsWith("ld-musl-"))
        .findFirst();
  }

  /** Libraries are looked for in these directories too. */
  void addLibraryPath(String path) {
    resolver.addLibraryPath(path);
  }

  /** What could not be found, as sentences. */
  Set<String> uncertainties() {
    return uncertainties;
  }

  /** Adds what {@code file}, itself needed, needs. */
  void follow(RootFile file, ElfFacts facts) {
    Strength own = needed.strength(file);
    Strength strength = asLibrary(own);
    if (facts.kind() == ElfFacts.Kind.RELOCATABLE || facts.kind() == ElfFacts.Kind.CORE) {
      return;
    }
    facts.interpreter().ifPresent(path -> addInterpreter(file, path, own));
    Optional<String> interpreter = facts.interpreter().or(() -> systemInterpreter);
    ElfProcess.load(
        root, resolver, file, interpreter, new Additions(strength, own == Strength.HARD));
    if (facts.interpreter().isPresent() && !facts.needed().isEmpty()) {
      addPreloaded(file, facts, interpreter);
    }
    addLoaded(new ElfUser(file, facts, file.path(), interpreter), own);
  }

  /** Whatever loads a library needs that very one, should itself be one of many. */
  private static Strength asLibrary(Strength user) {
    return user == Strength.HEURISTIC ? user : Strength.HARD;
  }

  private void addInterpreter(RootFile file, String path, Strength strength) {
    String itself = file.path();
    boolean isThere = needed.add(path, new Need(itself, "its interpreter", strength)).isPresent();
    boolean isLibrary = Paths.name(itself).contains(".so");
    if (!isThere && strength == Strength.HARD && !isLibrary) {
      uncertainties.add(
          itself + " cannot start: its interpreter " + path + " is not in the image.");
    }
  }

  private void addPreloaded(RootFile file, ElfFacts facts, Optional<String> interpreter) {
    ElfUser user = new ElfUser(file, facts, file.path(), interpreter);
    for (String name : preloaded) {
      addFound(user, name, new Need(file.path(), "preloaded by LD_PRELOAD", Strength.HARD));
    }
    for (String name : resolver.configuration().preloaded()) {
      Need need = new Need(file.path(), "preloaded by /etc/ld.so.preload", Strength.HARD);
      needed.add(LinkerConfiguration.PRELOAD, need);
      addFound(user, name, need);
    }
  }

  private void addLoaded(ElfUser user, Strength strength) {
    String path = user.file().path();
    ElfFacts.Loading loading = user.facts().loading();
    for (ElfFacts.Announced announced : loading.announced()) {
      Strength known = announced.isRequired() ? Strength.RULE : Strength.HEURISTIC;
      Need need = new Need(path, "announced in its .note.dlopen", strength.weaker(known));
      for (String soname : announced.sonames()) {
        if (addFound(user, soname, need)) {
          break;
        }
      }
    }
    Need named = new Need(path, "a library that its texts name", Strength.HEURISTIC);
    boolean isAnyThere = false;
    for (String soname : loading.named()) {
      isAnyThere |= addFound(user, soname, named);
    }
    boolean isOfApplication = !SYSTEM_DIRECTORY.matcher(path).matches();
    if (loading.opensLibraries()
        && strength == Strength.HARD
        && isOfApplication
        && !isAnyThere
        && loading.announced().isEmpty()) {
      uncertainties.add(path + " may load libraries whose names it works out itself.");
    }
  }

  /** Adds the library where the linker finds it; answers whether it does. */
  private boolean addFound(ElfUser user, String soname, Need need) {
    return resolver
        .find(user, soname, List.of())
        .filter(found -> found.by() != ElfResolver.By.NAME)
        .flatMap(found -> needed.add(found.path(), need))
        .isPresent();
  }

  /** What the linker loads becomes needs, as strong as that of the program. */
  private final class Additions implements ElfProcess.Listener {
    private final Strength strength;
    private final boolean isRemarked;

    Additions(Strength strength, boolean isRemarked) {
      this.strength = strength;
      this.isRemarked = isRemarked;
    }

    @Override
    public void loads(RootFile user, ElfResolver.Found library) {
      boolean isSure = library.by() != ElfResolver.By.NAME || needed.needs(library.path());
      Strength known = strength.weaker(isSure ? Strength.HARD : Strength.HEURISTIC);
      Need need = new Need(user.path(), "a library of it", known);
      needed.add(library.path(), need);
      resolver.variants(library.path()).forEach(variant -> needed.add(variant, need));
      if (library.by() == ElfResolver.By.CACHE) {
        needed.add(
            LinkerConfiguration.CACHE,
            new Need(library.path(), "the linker's cache, by which it is found", known));
      }
      if (isRemarked) {
        remark(user, library, isSure);
      }
    }

    private void remark(RootFile user, ElfResolver.Found library, boolean isSure) {
      if (library.by() == ElfResolver.By.CONFIGURATION && hasCache()) {
        uncertainties.add(
            "The linker's cache does not name %s, which %s needs: ldconfig was not run."
                .formatted(library.path(), user.path()));
      } else if (!isSure) {
        uncertainties.add(
            "%s needs %s, which only lies in %s."
                .formatted(user.path(), Paths.name(library.path()), Paths.parent(library.path())));
      }
    }

    private boolean hasCache() {
      return root.find(LinkerConfiguration.CACHE).isPresent();
    }

    @Override
    public void misses(RootFile user, String soname) {
      if (isRemarked && !OF_THE_HOST.matcher(soname).matches()) {
        uncertainties.add(
            user.path() + " needs the library " + soname + ", which is not in the image.");
      }
    }
  }
}
