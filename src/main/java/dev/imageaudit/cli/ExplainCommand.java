package dev.imageaudit.cli;

import dev.imageaudit.audit.AuditRules;
import dev.imageaudit.audit.Explainer;
import dev.imageaudit.audit.Explanation;
import dev.imageaudit.audit.ImageAuditor;
import dev.imageaudit.audit.SingleImage;
import dev.imageaudit.detect.Detector;
import dev.imageaudit.detect.KnowledgeBase;
import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.estimate.BaseImages;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.PlatformSelector;
import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Says why paths of an image are needed, or not, and how they came there. */
final class ExplainCommand implements Command {
  private static final List<String> OF_AUDIT =
      List.of("rules", "platform", "ca", "insecure", "timeout");

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String summary() {
    return "says why a path of an image is needed at run time, or not, and what brought it";
  }

  @Override
  public String arguments() {
    return "IMAGE PATH...";
  }

  @Override
  public Options options() {
    return SingleRun.ofAudit(OF_AUDIT);
  }

  @Override
  public String notes() {
    return """
        PATH is a file; a directory, with all in it; or a pattern: /usr/lib/**/*.a
        The image is named as for audit.

        Exit codes: 0 done, 1 a path is not in the image, 2 it could not be done.""";
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) throws UsageException, IOException {
    List<String> arguments = line.getArgList();
    if (arguments.size() < 2) {
      throw new UsageException("explain takes an image and at least one path in it");
    }
    Logging.configure(AuditOptions.Verbosity.SUMMARY);
    String image = arguments.get(0);
    try (Sources sources = Sources.open(AccessOptions.of(line), terminal.environment())) {
      Explainer explainer = new Explainer(read(image, line, sources).subject());
      return explain(explainer, arguments.subList(1, arguments.size()), terminal);
    } catch (ImageException e) {
      terminal
          .err()
          .println(Terminal.printable("image-audit: %s: %s".formatted(image, e.getMessage())));
      return ExitCode.NOT_DONE;
    }
  }

  private static ExitCode explain(Explainer explainer, List<String> paths, Terminal terminal)
      throws UsageException {
    ExplanationText text = new ExplanationText(terminal.out());
    ExitCode code = ExitCode.COMPLETE;
    for (String path : paths) {
      try {
        Explanation explanation = explainer.explain(path);
        text.print(explanation);
        if (explanation instanceof Explanation.OfNothing
            || explanation instanceof Explanation.OfHidden) {
          code = ExitCode.IMAGES_FAILED;
        }
      } catch (IllegalArgumentException e) {
        throw new UsageException(String.valueOf(e.getMessage()), e);
      }
    }
    return code;
  }

  private static SingleImage read(String image, CommandLine line, Sources sources)
      throws UsageException, ImageException, IOException {
    KnowledgeBase knowledge = Knowledge.with(OptionValues.values(line, "rules"));
    SecretScanner secrets = SecretScanner.load();
    return SingleImage.read(
        sources.images(),
        image,
        new ImageAuditor(new Detector(knowledge), secrets, BaseImages.bundled()),
        new SingleImage.Settings(
            Runtime.getRuntime().availableProcessors(),
            platform(line),
            AuditRules.captureRules(knowledge, secrets),
            bytes -> {}));
  }

  private static PlatformSelector.One platform(CommandLine line) throws UsageException {
    if (OptionValues.parse(line, "platform", "linux/amd64", PlatformSelector::parse)
        instanceof PlatformSelector.One one) {
      return one;
    }
    throw new UsageException("--platform: explain takes one platform");
  }
}
