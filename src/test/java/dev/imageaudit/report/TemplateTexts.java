package dev.imageaudit.report;

import java.util.List;

/** What the templates say of themselves. */
final class TemplateTexts {
  /** Rows of two cells; a heading has no second one. */
  static final List<List<String>> ABOUT =
      List.of(
          List.of("The audit", ""),
          List.of("Program", "${tool.name}"),
          List.of("Version", "${tool.version}"),
          List.of("Started", "${run.started}"),
          List.of("Ended", "${run.ended}"),
          List.of("How the numbers are made", ""),
          List.of(
              "What is read",
              "Each layer's bytes, once. Nothing of an image is run. Every byte of it is in exactly"
                  + " one account: the base, the application, residue, hidden, and so on."),
          List.of(
              "Residue",
              "What only the build needed: compilers, SDKs, headers, caches, development"
                  + " dependencies, source, repositories. What the entry point leads to is not"
                  + " residue."),
          List.of(
              "Saved",
              "What the recommended projection is expected to save of the compressed bytes. At"
                  + " least and at most: of 100 refactored images some 95 lie between."),
          List.of(
              "Worth a refactor",
              "The verdict is refactor or clean-up: it saves more than the threshold"
                  + " (--min-saving, below if it was set; else 10 % or 10 MB of the download)."),
          List.of(
              "Shared layers",
              "A layer that images share is stored once. It is saved once, and only when all of"
                  + " its images are refactored."),
          List.of(
              "Effort",
              "low: a cache or leftover is not kept, or removed in the same instruction; medium: one"
                  + " more stage on the same base; high: one more stage on another base."),
          List.of(
              "Risk",
              "low: nothing known; medium: there is something to look after, as Candidates says;"
                  + " high: the new image rests on what could not be followed from the entry"
                  + " point. Prove it with the command prove."),
          List.of("Units and words", ""),
          List.of("MB, GB", "1,000,000 and 1,000,000,000 bytes; cells hold plain bytes."),
          List.of(
              "Compressed",
              "As layers are pulled and stored. Uncompressed: as they lie on a node's disk."),
          List.of("Mbit/s", "1,000,000 bits in a second; a byte has eight."),
          List.of("Times", "UTC. A month's money is in the currency that the prices are in."),
          List.of("%", "Of the same row's compressed bytes today; cells hold 0 to 1."));

  private TemplateTexts() {}
}
