package dev.imageaudit.cli;

import dev.imageaudit.audit.ImageAudit;
import dev.imageaudit.audit.ImageAudit.Layer;
import dev.imageaudit.estimate.Bookkeeper;
import dev.imageaudit.estimate.Breakdown.LayerPart;
import dev.imageaudit.report.ByteText;

/** The layers of an image, the base's first, with what later ones hide of them. */
final class LayerLines {
  private static final int SIZE_COLUMNS = 9;

  private LayerLines() {}

  static void print(ImageAudit image, Sheet sheet) {
    sheet.heading("Layers");
    sheet
        .line()
        .right("", 4)
        .right("to pull", SIZE_COLUMNS)
        .right("unpacked", SIZE_COLUMNS)
        .right("hidden", SIZE_COLUMNS)
        .right("saved", SIZE_COLUMNS)
        .end();
    for (Layer layer : image.layers()) {
      long hidden = hiddenBytes(image, layer.index());
      sheet
          .line()
          .right(String.valueOf(layer.index()), 4)
          .right(ByteText.of(layer.compressedBytes()), SIZE_COLUMNS)
          .right(ByteText.of(layer.uncompressedBytes()), SIZE_COLUMNS)
          .right(orDash(hidden), SIZE_COLUMNS, Sheet.Look.WASTE)
          .right(orDash(layer.savedCompressedBytes()), SIZE_COLUMNS, Sheet.Look.GOOD)
          .add(layer.fromBase() ? "  base  " : "  ", Sheet.Look.FAINT)
          .add(layer.instruction().orElse("(not told)").replaceAll("\\s+", " "))
          .end();
    }
  }

  /** Uncompressed, as the layer ships it. */
  private static long hiddenBytes(ImageAudit image, int layer) {
    return image.breakdown().layers().stream()
        .filter(part -> part.layer() == layer && part.account().equals(Bookkeeper.HIDDEN))
        .mapToLong(LayerPart::bytes)
        .sum();
  }

  private static String orDash(long bytes) {
    return bytes == 0 ? "-" : ByteText.of(bytes);
  }
}
