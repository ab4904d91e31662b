package dev.imageaudit.estimate;

import dev.imageaudit.closure.ClosureCapture;
import dev.imageaudit.closure.ClosureFinder;
import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.detect.Finding;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.RootFixture;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.packages.PackageInventory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Node application with many modules, beside a compiler with many headers. */
public final class LargeImage {
  private final RootFilesystem root;
  private final ImageConfig config;
  private final Finding headers;

  private LargeImage(RootFilesystem root, ImageConfig config, Finding headers) {
    this.root = root;
    this.config = config;
    this.headers = headers;
  }

  public static LargeImage of(int files) {
    RootFixture fixture =
        new RootFixture()
            .file("/etc/passwd", "root:x:0:0::/root:/bin/sh\n")
            .elf("/lib/libc.so.6", "libc")
            .elf("/usr/local/bin/node", "node", "libc.so.6")
            .layer();
    List<String> headers = new ArrayList<>();
    for (int i = 0; i < files / 2; i++) {
      String header = "/usr/include/d%d/h%d.h".formatted(i / 100, i);
      fixture.file(header, "#define A");
      headers.add(header);
    }
    fixture.layer().file("/app/package.json", "{}").file("/app/index.js", "1");
    for (int i = 0; i < files / 2; i++) {
      fixture.file("/app/node_modules/m%d/f%d.js".formatted(i / 20, i), "2");
    }
    ImageConfig config =
        new ImageConfig(
            Optional.empty(),
            Platform.LINUX_AMD64,
            List.of("/usr/local/bin/node", "/app/index.js"),
            List.of(),
            List.of("NODE_VERSION=22.1.0"),
            "/app",
            "",
            Map.of(),
            List.of(),
            List.of(),
            List.of());
    CaptureRules rules = new CaptureRules(ClosureCapture.keeps(), List.of(), "test");
    return new LargeImage(
        fixture.build(rules),
        config,
        BookkeeperTest.finding(Kind.HEADERS, headers.toArray(String[]::new)));
  }

  /** All that is worked out of its indexes. */
  public Verdict estimate() {
    RootFilesystem merged = RootFilesystem.of(root.layers());
    RuntimeClosure closure = ClosureFinder.find(merged, config);
    Subject subject =
        new Subject(
            List.of("shop/web"),
            config,
            merged,
            Collections.nCopies(merged.layers().size(), Optional.empty()),
            1,
            PackageInventory.EMPTY,
            closure,
            Residues.of(merged, List.of(headers), closure));
    Bookkeeper.ledger(subject);
    return Judge.judge(
        subject, Projections.of(subject, BaseImages.bundled()), MinimumSaving.DEFAULT);
  }
}
