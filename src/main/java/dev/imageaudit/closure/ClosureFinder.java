package dev.imageaudit.closure;

import dev.imageaudit.closure.Need.Strength;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.filesystem.Paths;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.oci.ImageConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows an image's entry point: to its program, through wrappers and scripts to the commands that
 * they run, and on to all that those need. What it cannot follow it says.
 */
public final class ClosureFinder {
  private final RootFilesystem root;
  private final ImageConfig config;
  private final Entrypoint entrypoint;
  private final NeededFiles needed;
  private final ElfNeeds libraries;
  private final RuleNeeds rules;
  private final Trail trail;

  private ClosureFinder(RootFilesystem root, ImageConfig config) {
    this.root = root;
    this.config = config;
    this.entrypoint = new Entrypoint(root, config);
    this.needed = new NeededFiles(root);
    this.libraries = new ElfNeeds(needed, variable("LD_LIBRARY_PATH"), variable("LD_PRELOAD"));
    this.trail = new Trail(entrypoint, needed, libraries, new Application(root));
    this.rules =
        new RuleNeeds(
            needed,
            entrypoint.environment(),
            (file, by) -> trail.run(List.of(file.path()), by, "/"));
  }

  private String variable(String name) {
    return entrypoint.environment().getOrDefault(name, "");
  }

  /** All that {@code config} starts in {@code root}, and what that needs. */
  public static RuntimeClosure find(RootFilesystem root, ImageConfig config) {
    return find(root, config, List.of());
  }

  /**
   * The same where the image is also run in other ways.
   *
   * @param further the commands that it is run with beside its own
   */
  public static RuntimeClosure find(
      RootFilesystem root, ImageConfig config, List<List<String>> further) {
    ClosureFinder finder = new ClosureFinder(root, config);
    finder.start(further);
    finder.settle();
    finder.needed.addParents();
    List<String> uncertainties = new ArrayList<>(finder.trail.uncertainties());
    uncertainties.addAll(finder.libraries.uncertainties());
    return new RuntimeClosure(finder.needed.needs(), uncertainties);
  }

  private void start(List<List<String>> further) {
    List<String> argv = config.argv();
    if (argv.isEmpty()) {
      trail.doubt("The image has neither ENTRYPOINT nor CMD.");
    }
    String directory = entrypoint.workingDirectory();
    rules.addAlways();
    List<List<String>> commands = new ArrayList<>(List.of(argv));
    commands.addAll(further);
    for (List<String> command : commands) {
      if (!command.isEmpty() && entrypoint.locate(command.get(0), directory).isEmpty()) {
        trail.doubt("The entry point's program " + command.get(0) + " is not in the image.");
      }
      trail.run(command, RuntimeClosure.ENTRY_POINT, directory);
    }
    trail.run(entrypoint.healthcheck(), RuntimeClosure.ENTRY_POINT, directory);
    if (!further.isEmpty() || !Configurations.bundled().opensNothingWhereItWorks(argv)) {
      trail.use(directory, RuntimeClosure.ENTRY_POINT, "in the working directory");
    }
    needed.add(
        directory, new Need(RuntimeClosure.ENTRY_POINT, "the working directory", Strength.RULE));
    for (String volume : config.volumes()) {
      trail.use(volume, RuntimeClosure.ENTRY_POINT, "in a volume, which begins with it");
      needed.add(volume, new Need(RuntimeClosure.ENTRY_POINT, "a volume", Strength.RULE));
    }
    EnvironmentPaths.follow(entrypoint.environment(), trail);
    Accounts.home(root, config, entrypoint.environment())
        .ifPresent(
            home ->
                needed.add(
                    home,
                    new Need(RuntimeClosure.ENTRY_POINT, "the user's directory", Strength.RULE)));
  }

  /** Looks into all that is run and needed, until nothing new comes up. */
  private void settle() {
    while (true) {
      Optional<Command> command = trail.next();
      if (command.isPresent()) {
        follow(command.get());
        continue;
      }
      Optional<RootFile> file = needed.next();
      if (file.isEmpty()) {
        return;
      }
      lookInto(file.get());
    }
  }

  private void lookInto(RootFile file) {
    file.inode().elf().ifPresent(facts -> libraries.follow(file, facts));
    boolean startsPrograms =
        file.inode().elf().map(facts -> facts.loading().startsPrograms()).orElse(false);
    if (startsPrograms && needed.strength(file) == Strength.HARD) {
      trail.loseTrack(file.path() + " may start programs whose names it works out itself.");
    }
    rules.follow(file);
    NameServices.follow(file, needed);
    PythonPaths.follow(file, trail);
    CalledPrograms.follow(file, trail);
    CronTable.follow(file, trail);
    if (file.type() == FileType.SYMLINK) {
      followLink(file);
    }
  }

  /** A link that was kept with the directory that it lies in may lead out of that. */
  private void followLink(RootFile link) {
    Strength strength = needed.strength(link);
    Optional<RootFile> target = LinkWalk.of(root, link.path()).map(LinkWalk::file);
    if (target.isEmpty() || needed.needs(target.get().path())) {
      return;
    }
    Need need = new Need(link.path(), "what the link leads to", strength);
    needed.add(link.path(), need);
    boolean isWhole = strength == Strength.RULE || strength == Strength.DATA;
    String path = target.get().path();
    if (isWhole && target.get().type() == FileType.DIRECTORY && !Application.isSystem(path)) {
      needed.addTree(path, need);
    }
  }

  private void follow(Command command) {
    entrypoint
        .locate(command.argv().get(0), command.directory())
        .flatMap(path -> needed.add(path, command.by(), "the program that it runs"))
        .ifPresent(program -> follow(command, program));
  }

  private void follow(Command command, RootFile program) {
    Optional<List<String>> inner = Wrappers.bundled().unwrap(command.argv());
    Optional<String> script = Trail.text(program).filter(text -> text.startsWith("#!"));
    Starters.of(Paths.name(command.argv().get(0)))
        .ifPresent(starter -> starter.follow(command, program, trail));
    if (inner.isPresent()) {
      boolean isFirst = command.by().equals(RuntimeClosure.ENTRY_POINT);
      trail.run(inner.get(), isFirst ? command.by() : program.path(), command.directory());
    } else if (script.isPresent()) {
      Shebangs.follow(command, program, script.get(), trail);
    } else if (!Starters.isShell(command.argv().get(0))) {
      Operands.follow(command, trail);
    }
  }
}
