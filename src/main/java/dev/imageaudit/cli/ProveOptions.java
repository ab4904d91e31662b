package dev.imageaudit.cli;

import dev.imageaudit.estimate.Projections;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.oci.Reference;
import dev.imageaudit.prove.RunSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/**
 * What the command line of {@code prove} says.
 *
 * @param projection {@code trim}, {@code runtime-base} or {@code minimal}
 * @param output where the layout goes; empty where it goes to a registry
 * @param to the registry's reference, if the image is pushed
 * @param base what a projection on a published base stands on, in place of what the data say
 * @param bases files of base images beside the program's own
 * @param report where the JSON goes beside the terminal
 * @param run how the images are run; empty where they are not
 */
record ProveOptions(
    String image,
    String projection,
    Optional<Path> output,
    Optional<Reference> to,
    Optional<String> base,
    List<String> rules,
    List<String> bases,
    PlatformSelector.One platform,
    boolean isJson,
    Optional<Path> report,
    Optional<RunSettings> run,
    Sources.Access access,
    boolean isQuiet) {
  private static final Set<String> PROJECTIONS =
      Set.of(Projections.TRIM, Projections.RUNTIME_BASE, Projections.MINIMAL);

  static Options options() {
    return new Options()
        .addOption(
            OptionKind.value(
                "projection", "NAME", "which: trim, runtime-base or minimal (required)"))
        .addOption(
            OptionKind.value(
                "output", "DIR", "write it as an OCI layout (default: out/PROJECTION)"))
        .addOption(OptionKind.value("to", "REFERENCE", "push it to a registry instead"))
        .addOption(
            OptionKind.value(
                "base", "IMAGE", "what runtime-base stands on (default: what the estimate says)"))
        .addOption(OptionKind.list("rules", "FILE", "rules of your own, see docs/rules.md"))
        .addOption(OptionKind.list("bases", "FILE", "base images of your own, see docs/bases.md"))
        .addOption(
            OptionKind.value(
                "platform", "OS/ARCH", "which image of an index (default: linux/amd64)"))
        .addOptions(RunOptions.options())
        .addOption(OptionKind.value("format", "NAME", "text or json (default: text)"))
        .addOption(OptionKind.value("report", "FILE", "write the JSON to a file too"))
        .addOptions(AccessOptions.trust())
        .addOption(OptionKind.flag("q", "quiet", "print nothing but complaints"));
  }

  /**
   * Reads the command line.
   *
   * @throws UsageException where a value is not what its option takes
   */
  static ProveOptions of(CommandLine line) throws UsageException {
    if (line.getArgList().size() != 1) {
      throw new UsageException("prove takes one image");
    }
    String projection = line.getOptionValue("projection", "");
    if (!PROJECTIONS.contains(projection)) {
      throw new UsageException("--projection takes trim, runtime-base or minimal");
    }
    if (line.hasOption("base") && !projection.equals(Projections.RUNTIME_BASE)) {
      throw new UsageException("--base goes with --projection " + Projections.RUNTIME_BASE);
    }
    String format = line.getOptionValue("format", "text");
    if (!Set.of("text", "json").contains(format)) {
      throw new UsageException("--format takes text or json");
    }
    if (line.hasOption("to") && line.hasOption("output")) {
      throw new UsageException("--output and --to exclude each other");
    }
    return new ProveOptions(
        line.getArgList().get(0),
        projection,
        line.hasOption("to")
            ? Optional.empty()
            : Optional.of(
                OptionValues.path("output", line.getOptionValue("output", "out/" + projection))),
        to(line),
        Optional.ofNullable(line.getOptionValue("base")),
        OptionValues.values(line, "rules"),
        OptionValues.values(line, "bases"),
        platform(line),
        format.equals("json"),
        line.hasOption("report")
            ? Optional.of(OptionValues.path("report", line.getOptionValue("report")))
            : Optional.empty(),
        RunOptions.of(line),
        AccessOptions.ofTrust(line),
        line.hasOption("quiet"));
  }

  private static Optional<Reference> to(CommandLine line) throws UsageException {
    if (!line.hasOption("to")) {
      return Optional.empty();
    }
    try {
      if (ImageName.parse(line.getOptionValue("to")) instanceof ImageName.InRegistry place
          && place.reference().digest().isEmpty()) {
        return Optional.of(place.reference());
      }
    } catch (ImageException e) {
      throw new UsageException("--to: " + e.getMessage(), e);
    }
    throw new UsageException("--to takes a name in a registry, without a digest");
  }

  private static PlatformSelector.One platform(CommandLine line) throws UsageException {
    if (OptionValues.parse(line, "platform", "linux/amd64", PlatformSelector::parse)
        instanceof PlatformSelector.One one) {
      return one;
    }
    throw new UsageException("--platform: prove takes one platform");
  }
}
