package dev.imageaudit.cli;

import dev.imageaudit.audit.AuditOutcome;
import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.dockerfile.Refactoring;
import dev.imageaudit.report.DockerfileFiles;
import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Prints the Dockerfile that an image should have been built by. */
final class DockerfileCommand implements Command {
  @Override
  public String name() {
    return "dockerfile";
  }

  @Override
  public String summary() {
    return "prints the multi-stage Dockerfile that an image should have been built by";
  }

  @Override
  public String arguments() {
    return "IMAGE";
  }

  @Override
  public Options options() {
    Options options = new Options();
    options.addOption(
        OptionKind.list(
            "base",
            "IMAGE",
            "an image that this one may be built on; where its layers prove it, FROM names it"));
    options.addOption(
        OptionKind.flag(
            null,
            "cache-mounts",
            "mount BuildKit's caches; without it every builder reads the file"));
    return options.addOptions(SingleRun.ofAudit(SingleRun.OPTIONS));
  }

  @Override
  public String notes() {
    return """
        What no image says, such as the names in the build context, stands in lines marked
        FILL IN. Changes that make another stage unnecessary are printed as comments at the end.

        Exit codes: 0 the Dockerfile is printed, 1 there is nothing to gain or the image cannot
        be audited, 2 it could not be done.""";
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) throws UsageException, IOException {
    if (line.getArgList().size() != 1) {
      throw new UsageException("dockerfile takes one image");
    }
    AuditOptions options = AuditOptions.of(line);
    Logging.configure(options.verbosity());
    for (AuditOutcome outcome :
        SingleRun.of(
            line.getArgList().get(0), OptionValues.values(line, "base"), options, terminal)) {
      if (outcome instanceof ImageAudit audited) {
        return print(audited, line.hasOption("cache-mounts"), terminal);
      }
    }
    return ExitCode.IMAGES_FAILED;
  }

  private static ExitCode print(ImageAudit image, boolean cacheMounts, Terminal terminal) {
    if (image.refactoring().isEmpty()) {
      terminal.err().println(Terminal.printable(image.verdict().summary()));
      return ExitCode.IMAGES_FAILED;
    }
    terminal.out().print(DockerfileFiles.text(image, cacheMounts).orElseThrow());
    List<Refactoring.PatchStep> patch = image.refactoring().get().patch();
    if (!patch.isEmpty()) {
      terminal.out().print("\n# Without another stage, these changes alone help:\n");
    }
    for (Refactoring.PatchStep step : patch) {
      terminal.out().print("#\n# " + Terminal.printable(step.reason()) + "\n");
      terminal.out().print("# - " + Terminal.printable(step.instruction()) + "\n");
      terminal.out().print("# + " + Terminal.printable(step.replacement()) + "\n");
    }
    return ExitCode.COMPLETE;
  }
}
