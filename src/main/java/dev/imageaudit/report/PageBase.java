package dev.imageaudit.report;

import dev.imageaudit.audit.BaseEvidence;
import dev.imageaudit.audit.BaseUse;
import java.util.List;

/**
 * A base in the page's overview.
 *
 * @param brings what it brings and its images do not need, the largest first; there may be more
 */
record PageBase(
    String name,
    BaseEvidence evidence,
    int images,
    long compressedBytes,
    long unneededCompressedBytes,
    List<String> brings) {
  private static final int MAX_NAMES = 4;

  static PageBase of(BaseUse base) {
    return new PageBase(
        base.name(),
        base.evidence(),
        base.images(),
        base.compressedBytes(),
        base.unneededCompressedBytes(),
        base.findings().stream().map(BaseUse.Brought::name).distinct().limit(MAX_NAMES).toList());
  }
}
