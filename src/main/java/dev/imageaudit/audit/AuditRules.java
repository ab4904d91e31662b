package dev.imageaudit.audit;

import dev.imageaudit.closure.ClosureCapture;
import dev.imageaudit.detect.KnowledgeBase;
import dev.imageaudit.detect.SecretScanner;
import dev.imageaudit.estimate.RuntimeTools;
import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.packages.PackageDatabases;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Tells the indexer what the later steps will ask for, so that it need not know them. */
public final class AuditRules {
  private AuditRules() {}

  /** What package databases, knowledge, and the search for secrets and the entry point need. */
  public static CaptureRules captureRules(KnowledgeBase knowledge, SecretScanner scanner) {
    List<CaptureRules.Keep> keeps = new ArrayList<>(PackageDatabases.captureKeeps());
    keeps.addAll(knowledge.keeps());
    keeps.addAll(scanner.keeps());
    keeps.addAll(ClosureCapture.keeps());
    List<CaptureRules.Probe> probes = new ArrayList<>(knowledge.probes());
    probes.addAll(RuntimeTools.probes());
    String version =
        knowledge.version() + "-" + Integer.toHexString(Objects.hash(keeps, RuntimeTools.probes()));
    return new CaptureRules(keeps, probes, ClosureCapture.SCRIPT_BYTES, version);
  }
}
