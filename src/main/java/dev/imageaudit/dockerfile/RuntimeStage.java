package dev.imageaudit.dockerfile;

import dev.imageaudit.dockerfile.StageFiles.Form;
import dev.imageaudit.estimate.LinkedRuntime;
import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The last stage: what the container runs, and nothing else. */
final class RuntimeStage {
  private static final List<String> CERTIFICATES =
      List.of("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt");

  private final DockerfileText file;
  private final Subject subject;
  private final FromImage builder;
  private final FromImage base;
  private final List<BuildStep> own;
  private final AccountSteps accounts;
  private final List<StageFiles.Root> roots;
  private final List<String> packages;

  RuntimeStage(
      DockerfileText file,
      Subject subject,
      FromImage builder,
      FromImage base,
      List<BuildStep> own,
      AccountSteps accounts,
      List<StageFiles.Root> roots,
      List<String> packages) {
    this.file = file;
    this.subject = subject;
    this.builder = builder;
    this.base = base;
    this.own = own;
    this.accounts = accounts;
    this.roots = roots;
    this.packages = packages;
  }

  void write() {
    file.comment("Runs. It begins FROM " + base.name() + ": " + base.why() + ".");
    if (!base.known()) {
      file.fillIn("check that " + base.name() + " is the image to run on.");
    }
    nameModules();
    file.from(base.name(), "");
    file.assign("LABEL", labels());
    install();
    delete();
    makeAccounts();
    boolean inherits = base.name().equals(builder.name()) || base.layers() == builder.layers();
    file.assign(
        "ENV", Environment.ofRuntime(subject, own, inherits && !base.empty(), directories()));
    workingDirectory();
    copyCertificates();
    copyRoots();
    if (!base.empty()) {
      MadeAgain.write(roots, file);
      SharedLibraries.write(roots, subject, file);
    }
    new ServiceLines(file, subject, own, accounts, base).write();
  }

  private void makeAccounts() {
    if (!base.empty() && !accounts.commands().isEmpty()) {
      file.run(List.of("/bin/sh", "-c"), String.join(" && ", accounts.commands()), List.of());
    }
  }

  private void nameModules() {
    LinkedRuntime.of(subject)
        .ifPresent(
            linked ->
                file.comment(
                    "Smaller than a whole Java runtime is one of the modules that the jars name, unless"
                        + " reflection loads more: in the first stage jlink --add-modules "
                        + String.join(",", linked.modules())
                        + " --strip-debug --no-header-files --no-man-pages --output /opt/java, and here"
                        + " COPY --from=build /opt/java /opt/java."));
  }

  private List<String> labels() {
    Set<String> names = new TreeSet<>();
    for (BuildStep step : own) {
      if (step.is("LABEL")) {
        Assignments.split(step.arguments().replace("\"", ""), Integer.MAX_VALUE)
            .forEach(a -> names.add(a.substring(0, a.indexOf('='))));
      }
    }
    List<String> labels = new ArrayList<>();
    for (String name : names) {
      String value = subject.config().labels().get(name);
      if (value != null) {
        labels.add(name + "=" + value);
      }
    }
    return labels;
  }

  private void install() {
    if (packages.isEmpty() || base.empty()) {
      return;
    }
    PackageInstall.command(subject, packages)
        .ifPresent(
            command -> {
              file.comment("Packages that own files which running needs.");
              RunStep run = RunStep.of(command, subject);
              run.ignored()
                  .ifPresent(
                      rule -> {
                        file.comment(rule.because());
                        file.ignore(rule.rule());
                      });
              file.run(List.of("/bin/sh", "-c"), run.command(), List.of());
            });
  }

  /** What the original does not want of its packages. */
  private void delete() {
    List<String> deleted =
        base.empty() || packages.isEmpty() ? List.of() : DeletedFiles.of(subject);
    if (!deleted.isEmpty()) {
      file.comment("What the original deletes of that.");
      file.run(List.of("/bin/sh", "-c"), "rm -rf " + String.join(" ", deleted), List.of());
    }
  }

  private Set<String> directories() {
    Set<String> directories = new TreeSet<>();
    roots.forEach(
        root ->
            directories.add(
                root.form() == Form.DIRECTORY ? root.path() : Paths.parent(root.path())));
    return directories;
  }

  private void workingDirectory() {
    String directory = subject.config().workingDir();
    boolean isUsed =
        !base.empty() || roots.stream().anyMatch(root -> Paths.isWithin(root.path(), directory));
    if (isUsed && !directory.equals("/") && Quoting.isPlain(directory)) {
      file.plain("WORKDIR", directory);
    }
  }

  private void copyCertificates() {
    if (!base.empty()) {
      return;
    }
    CERTIFICATES.stream()
        .filter(path -> subject.root().resolve(path).isPresent())
        .findFirst()
        .ifPresent(
            path -> {
              file.comment("The authorities that TLS connections are checked against.");
              file.copy(List.of("--from=build"), List.of(path, path));
            });
  }

  /** Directories and renamed files one by one, files of one directory together. */
  private void copyRoots() {
    Map<String, List<StageFiles.Root>> together = new LinkedHashMap<>();
    for (StageFiles.Root root : roots) {
      boolean isMade = !base.empty() && MadeAgain.isOne(root);
      if (isMade || root.form() == Form.EMPTY_DIRECTORY || root.form() == Form.OWN_DIRECTORY) {
        continue;
      }
      if (!Quoting.isCopyable(root.path())) {
        file.fillIn("copy what this path means in the first stage: " + root.path());
        continue;
      }
      String key =
          root.form() == Form.DIRECTORY
              ? root.path() + "/."
              : Paths.parent(root.path()) + " " + root.owner() + " " + root.why();
      together.computeIfAbsent(key, k -> new ArrayList<>()).add(root);
    }
    together.values().forEach(this::copy);
  }

  private void copy(List<StageFiles.Root> same) {
    StageFiles.Root first = same.get(0);
    file.comment(
        same.stream()
                .map(root -> Paths.name(root.path()))
                .limit(5)
                .collect(Collectors.joining(", "))
            + ": "
            + first.why()
            + ".");
    List<String> flags = new ArrayList<>(List.of("--from=build"));
    if (!first.owner().isEmpty()) {
      flags.add("--chown=" + first.owner());
    }
    List<String> names = new ArrayList<>();
    same.forEach(root -> names.add(root.path()));
    names.add(same.size() == 1 ? first.path() : Paths.child(Paths.parent(first.path()), ""));
    file.copy(flags, names);
  }
}
