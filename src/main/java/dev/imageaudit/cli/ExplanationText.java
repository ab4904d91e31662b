package dev.imageaudit.cli;

import dev.imageaudit.audit.Explanation;
import dev.imageaudit.closure.Need;
import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.filesystem.FileType;
import dev.imageaudit.report.ByteText;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Prints explanations for people. */
final class ExplanationText {
  private final PrintStream out;

  ExplanationText(PrintStream out) {
    this.out = out;
  }

  void print(Explanation explanation) {
    if (explanation instanceof Explanation.OfFile file) {
      print(file);
    } else if (explanation instanceof Explanation.OfTree tree) {
      print(tree);
    } else if (explanation instanceof Explanation.OfHidden hidden) {
      print(hidden);
    } else if (explanation instanceof Explanation.OfNothing nothing) {
      line("%s is not in the image; %s is.", nothing.path(), nothing.nearest());
    }
  }

  private void print(Explanation.OfFile of) {
    boolean isLink = of.file().type() == FileType.SYMLINK;
    line(
        "%s (%s)",
        of.file().path(),
        isLink
            ? "a link to " + of.file().inode().linkTarget()
            : ByteText.of(of.file().sizeBytes()));
    if (of.chain().isEmpty()) {
      line("  not needed: nothing that the entry point leads to needs it");
    } else {
      Need.Strength strength = of.chain().get(0).need().strength();
      line("  needed (%s: %s):", strength.code(), meaning(strength));
      chain(of.chain());
    }
    line(
        "  layer %d%s%s",
        of.file().layer(),
        of.fromBase() ? " of the base image" : "",
        of.origin().isPresent() ? by(of.origin()) : "; the history does not say what brought it");
    line("  package: %s", of.owner().orElse("none"));
    of.findings().forEach(finding -> line("  found as: %s", finding));
  }

  private static String meaning(Need.Strength strength) {
    return switch (strength) {
      case HARD -> "it is opened or executed";
      case RULE -> "programs of its kind open it";
      case DATA -> "it belongs with what runs, and stays unless it is residue";
      case HEURISTIC -> "it may be opened, and stays on the safe side";
    };
  }

  private void chain(List<RuntimeClosure.Step> chain) {
    line("    %s", chain.get(chain.size() - 1).need().by());
    for (int i = chain.size() - 1; i >= 0; i--) {
      line("    → %s: %s", chain.get(i).path(), chain.get(i).need().because());
    }
  }

  private void print(Explanation.OfTree tree) {
    tree.itself().ifPresent(this::print);
    line(
        "%s: %d files, %s; needed %d, %s",
        tree.path(),
        tree.whole().files(),
        ByteText.of(tree.whole().bytes()),
        tree.needed().files(),
        ByteText.of(tree.needed().bytes()));
    for (Explanation.Part part : tree.parts()) {
      line(
          "  %-40s %6d files %10s   needed %6d %10s",
          part.path(),
          part.whole().files(),
          ByteText.of(part.whole().bytes()),
          part.needed().files(),
          ByteText.of(part.needed().bytes()));
    }
  }

  private void print(Explanation.OfHidden hidden) {
    line(
        "%s is not in the image: %s in layer %d%s",
        hidden.file().path(),
        hidden.file().cause().code(),
        hidden.file().hiddenBy(),
        by(hidden.hiddenBy()));
    line(
        "  it is pulled all the same (%s), with layer %d%s",
        ByteText.of(hidden.file().entry().sizeBytes()), hidden.file().layer(), by(hidden.origin()));
  }

  private static String by(Optional<String> instruction) {
    return instruction.map(i -> " by " + i.replaceAll("\\s+", " ")).orElse("");
  }

  @SuppressWarnings("AnnotateFormatMethod") // whose annotation would need a library
  private void line(String format, Object... values) {
    out.println(Terminal.printable(format.formatted(values)));
  }
}
