package dev.imageaudit.dockerfile;

import dev.imageaudit.estimate.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The first stage: the original's own instructions, as a careful developer writes them. */
final class BuilderStage {
  private static final String CLEANS =
      "What only development and building need goes before the result is copied.";

  private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9_.-]+(?::[A-Za-z0-9_.-]+)?");

  private static final Set<String> LEFT_OUT =
      Set.of(
          "CMD",
          "ENTRYPOINT",
          "EXPOSE",
          "HEALTHCHECK",
          "LABEL",
          "MAINTAINER",
          "ONBUILD",
          "STOPSIGNAL",
          "VOLUME",
          "FROM");

  private final DockerfileText file;
  private final Subject subject;
  private final List<BuildPlan.Step> plan;
  private final Set<String> declared = new LinkedHashSet<>();
  private List<String> shell = List.of("/bin/sh", "-c");

  BuilderStage(DockerfileText file, Subject subject, List<BuildPlan.Step> plan) {
    this.file = file;
    this.subject = subject;
    this.plan =
        plan.subList(0, lengthThatMakesFiles(plan)).stream()
            .filter(planned -> !LEFT_OUT.contains(planned.step().keyword()))
            .toList();
  }

  /** What stands behind the last step that makes files is for the container that runs. */
  private static int lengthThatMakesFiles(List<BuildPlan.Step> plan) {
    int length = plan.size();
    while (length > 0 && !plan.get(length - 1).step().makesFiles()) {
      length--;
    }
    return length;
  }

  void write(FromImage base, List<String> cleaning) {
    file.comment("Builds. Nothing of this stage is shipped but what the last one copies.");
    if (!base.known()) {
      file.fillIn(
          "the image that the original begins FROM; " + base.name() + " is " + base.why() + ".");
    }
    file.from(base.name(), "build");
    int last = plan.size() - 1;
    for (int i = 0; i < plan.size(); i++) {
      boolean takesAlong = i == last && !cleaning.isEmpty() && isExtensible(plan.get(i).step());
      if (takesAlong) {
        file.comment(CLEANS);
        String all = plan.get(i).step().arguments() + " && " + String.join(" && ", cleaning);
        write(plan.get(i).withArguments(all));
        return;
      }
      write(plan.get(i));
    }
    for (String command : cleaning) {
      file.comment(CLEANS);
      file.run(shell, command, List.of());
    }
  }

  private static boolean isExtensible(BuildStep step) {
    return step.is("RUN")
        && !step.masked()
        && ShellCommand.fitsShellForm(step.arguments())
        && ShellCommand.parts(step.arguments()).isPresent();
  }

  private void write(BuildPlan.Step planned) {
    BuildStep step = planned.step();
    if (!planned.why().isEmpty()) {
      file.comment(planned.why());
    }
    if (step.masked()) {
      file.fillIn(
          "the original had a secret here. Replace it, and give it to this step alone:"
              + " RUN --mount=type=secret.");
    }
    switch (step.keyword()) {
      case "RUN" -> run(step);
      case "COPY", "ADD" -> copy(planned);
      case "ENV" -> file.assign("ENV", environment(step));
      case "ARG" -> argument(step);
      case "SHELL" -> shell(step);
      default -> place(step);
    }
  }

  private List<String> environment(BuildStep step) {
    return Environment.assignments(step.arguments(), subject.config().env());
  }

  /** Where and as whom the next steps run. */
  private void place(BuildStep step) {
    if (Quoting.isPlain(step.arguments())) {
      file.plain(step.keyword(), step.arguments());
    } else {
      file.fillIn(step.keyword() + " of the original: " + step.arguments());
    }
  }

  private void shell(BuildStep step) {
    String words = step.arguments().replaceAll("[\\[\\]\",]", " ").strip();
    shell = words.isEmpty() ? shell : Arrays.asList(words.split("\\s+", -1));
    file.exec("SHELL", shell);
  }

  private void argument(BuildStep step) {
    String name = step.arguments().replaceFirst("=.*", "").strip();
    Optional<String> given =
        plan.stream()
            .flatMap(planned -> planned.step().buildArguments().stream())
            .filter(argument -> argument.startsWith(name + "="))
            .findFirst();
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || !declared.add(name)) {
      return;
    }
    if (given.isPresent() || step.arguments().contains("=")) {
      String value = given.orElse(step.arguments());
      file.assign("ARG", List.of(value.replaceFirst("=\"(.*)\"$", "=$1")));
    } else {
      file.plain("ARG", name);
    }
  }

  private void copy(BuildPlan.Step planned) {
    Optional<CopiedSources> copied = planned.copied();
    List<String> names = new ArrayList<>();
    copied.ifPresent(
        c -> {
          names.addAll(c.sources());
          names.add(c.destination());
        });
    if (names.isEmpty() || !names.stream().allMatch(Quoting::isCopyable)) {
      file.fillIn("what the original copied here: " + planned.step());
      return;
    }
    boolean isOfStage = copied.get().recorded() && names.get(0).startsWith("/");
    if (isOfStage) {
      file.fillIn("this may have come from another stage or image, whose name no history keeps.");
    } else if (!copied.get().recorded()) {
      file.fillIn("check these names; the history keeps only a hash of what was copied.");
    }
    boolean isArchive =
        planned.step().is("ADD") && names.get(0).matches(".*(?:://|\\.tar|\\.tgz).*");
    if (isArchive && names.stream().allMatch(Quoting::isPlain)) {
      file.plain("ADD", String.join(" ", names));
    } else {
      String owner = planned.step().owner();
      boolean isOwned = OWNER.matcher(owner).matches();
      file.copy(isOwned ? List.of("--chown=" + owner) : List.of(), names);
    }
  }

  private void run(BuildStep step) {
    RunStep run = RunStep.of(step.arguments(), subject);
    run.ignored()
        .ifPresent(
            rule -> {
              file.comment(rule.because());
              file.ignore(rule.rule());
            });
    file.run(shell, run.command(), run.caches());
  }
}
