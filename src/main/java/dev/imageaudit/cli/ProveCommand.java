package dev.imageaudit.cli;

import dev.imageaudit.audit.AuditRules;
import dev.imageaudit.audit.ImageAuditor;
import dev.imageaudit.audit.SingleImage;
import dev.imageaudit.detect.Detector;
import dev.imageaudit.detect.KnowledgeBase;
import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.estimate.ProjectedImage;
import dev.imageaudit.estimate.Projection;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.oci.Reference;
import dev.imageaudit.prove.ProjectionWriter;
import dev.imageaudit.prove.Proof;
import dev.imageaudit.prove.ProofRun;
import dev.imageaudit.prove.ProvenImage;
import dev.imageaudit.prove.ProvenLayout;
import dev.imageaudit.prove.WrittenImage;
import dev.imageaudit.registry.RegistryPush;
import dev.imageaudit.report.ProofReport;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Writes a projected image for real, weighs it, and runs it beside the original. */
final class ProveCommand implements Command {
  @Override
  public String name() {
    return "prove";
  }

  @Override
  public String summary() {
    return "writes a projected image for real, weighs it, and runs it beside the original";
  }

  @Override
  public String arguments() {
    return "IMAGE";
  }

  @Override
  public Options options() {
    return ProveOptions.options();
  }

  @Override
  public String notes() {
    return """
        Projections:
          trim           the same image without residue and hidden bytes
          runtime-base   what it needs, on a base for running
          minimal        what it needs, and nothing else

        Exit codes: 0 done, and if --run was asked for proved; 1 not run although asked for;
        2 it could not be done; 4 the images do not run alike.""";
  }

  @Override
  public ExitCode run(CommandLine line, Terminal terminal) throws UsageException, IOException {
    ProveOptions options = ProveOptions.of(line);
    Logging.configure(AuditOptions.Verbosity.SUMMARY);
    KnowledgeBase knowledge = Knowledge.with(options.rules());
    try (Sources sources = Sources.open(options.access(), terminal.environment())) {
      ProvenImage proven = prove(options, knowledge, sources);
      report(proven, options, terminal);
      return exitCode(proven.proof(), options);
    } catch (ImageException e) {
      terminal
          .err()
          .println(
              Terminal.printable(
                  "image-audit: "
                      + options.image()
                      + ": "
                      + e.reason().code()
                      + ": "
                      + e.getMessage()));
      return ExitCode.NOT_DONE;
    }
  }

  private static ExitCode exitCode(Proof proof, ProveOptions options) {
    if (proof instanceof Proof.NotRun) {
      return options.run().isPresent() ? ExitCode.IMAGES_FAILED : ExitCode.COMPLETE;
    }
    return proof instanceof Proof.Proved ? ExitCode.COMPLETE : ExitCode.DIFFERS;
  }

  private static ProvenImage prove(ProveOptions options, KnowledgeBase knowledge, Sources sources)
      throws ImageException, IOException, UsageException {
    SecretScanner secrets = SecretScanner.load();
    SingleImage.Settings settings =
        new SingleImage.Settings(
            Runtime.getRuntime().availableProcessors(),
            options.platform(),
            AuditRules.captureRules(knowledge, secrets),
            bytes -> {});
    SingleImage image =
        SingleImage.read(
            sources.images(),
            options.image(),
            new ImageAuditor(new Detector(knowledge), secrets, Bases.with(options.bases())),
            settings);
    Optional<ProjectedImage> estimated = image.projections().named(options.projection());
    Optional<String> baseName = options.base().or(() -> estimated.flatMap(ProjectedImage::base));
    Optional<Image> base = Optional.empty();
    Optional<ProjectedImage> projected = estimated;
    if (baseName.isPresent()) {
      base = Optional.of(open(baseName.get(), options, sources));
      projected =
          image
              .projections()
              .on(image.subject(), baseName.get(), SingleImage.root(base.get(), settings));
      if (options.base().isEmpty()) {
        // What is written has what the base lacks; what is weighed is what the estimate said.
        Projection said = estimated.orElseThrow().projection();
        projected = projected.map(p -> p.estimatedAs(said));
      }
    }
    return write(
        options,
        image,
        projected.orElseThrow(
            () ->
                new UsageException(
                    "there is no projection "
                        + options.projection()
                        + " of this image: it is not known what it starts, or no base fits")),
        base,
        sources);
  }

  private static Image open(String name, ProveOptions options, Sources sources)
      throws ImageException {
    return sources.images().find(ImageName.parse(name), options.platform()).get(0).open();
  }

  private static ProvenImage write(
      ProveOptions options,
      SingleImage image,
      ProjectedImage projected,
      Optional<Image> base,
      Sources sources)
      throws ImageException, IOException {
    ProjectionWriter writer =
        new ProjectionWriter(image.image(), image.subject().root(), bytes -> {});
    try (ProvenLayout layout = ProvenLayout.create(options.output(), projected.name())) {
      WrittenImage written = layout.keep(writer.write(projected, base, layout.directory()));
      String place = place(written, options, sources);
      return new ProvenImage(
          options.image(),
          image.image().platform(),
          projected.projection(),
          projected.base(),
          place,
          written,
          options.run().isPresent()
              ? new ProofRun(options.run().get())
                  .prove(image.image(), image.subject().root(), written)
              : new Proof.NotRun("--run was not asked for"));
    }
  }

  private static String place(WrittenImage written, ProveOptions options, Sources sources)
      throws ImageException, IOException {
    if (options.to().isEmpty()) {
      return "oci:" + options.output().orElseThrow();
    }
    Reference to = options.to().get();
    written.push(new RegistryPush(sources.client(), to));
    return "docker://" + to;
  }

  private static void report(ProvenImage image, ProveOptions options, Terminal terminal)
      throws IOException {
    String json = ProofReport.json(Main.tool(), image);
    if (options.report().isPresent()) {
      Files.writeString(options.report().get(), json);
    }
    if (options.isJson()) {
      terminal.out().print(json);
    } else if (!options.isQuiet()) {
      ProofTable.print(image, terminal.out());
    }
  }
}
