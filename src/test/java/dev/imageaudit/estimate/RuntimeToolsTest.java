package dev.imageaudit.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.closure.ClosureCapture;
import dev.imageaudit.closure.ClosureFinder;
import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.detect.Confidence;
import dev.imageaudit.detect.Finding;
import dev.imageaudit.detect.Kind;
import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.RootFixture;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeToolsTest {
  private static final String SITE = "/usr/lib/python3/site-packages/";

  private final RootFixture root =
      new RootFixture()
          .elf("/usr/bin/python3", "")
          .elf("/usr/bin/Rscript", "")
          .elf("/usr/bin/ruby", "")
          .elf("/usr/bin/gcc", "")
          .elf("/app/server", "")
          .script("/bin/sh", "");
  private List<String> cmd = List.of("python3", "/app/main.py");
  private List<String> env = List.of();

  /** How a finding of {@code rule} is judged. */
  private Residue judged(String rule) {
    return judged(root, cmd, env, rule);
  }

  /** How a finding of {@code rule} in the image is judged. */
  static Residue judged(RootFixture root, List<String> cmd, List<String> env, String rule) {
    RootFilesystem filesystem =
        root.build(new CaptureRules(ClosureCapture.keeps(), RuntimeTools.probes(), "test"));
    ImageConfig config =
        new ImageConfig(
            Optional.empty(),
            Platform.LINUX_AMD64,
            List.of(),
            cmd,
            env,
            "/app",
            "",
            Map.of(),
            List.of(),
            List.of(),
            List.of());
    RuntimeClosure closure = ClosureFinder.find(filesystem, config);
    Finding finding =
        new Finding(
            rule,
            Kind.COMPILER,
            rule,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            new TreeSet<>(Set.of("/usr/bin/gcc")),
            Confidence.HIGH);
    List<Residue> residues = Residues.of(filesystem, List.of(finding), closure);
    return RuntimeTools.judged(residues, filesystem, config, closure).get(0);
  }

  @Test
  void eachEntryNamesItsSourceAndSaysWhy() {
    assertThat(RuntimeTools.bundled())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            tool -> {
              assertThat(tool.source()).startsWith("https://");
              assertThat(tool.because()).doesNotEndWith(".");
              assertThat(tool.tools()).isNotEmpty();
            });
    assertThat(RuntimeTools.bundled()).extracting(RuntimeTool::id).doesNotHaveDuplicates();
  }

  @Test
  void anApplicationThatCallsNothingNeedsNoCompiler() {
    root.file("/app/main.py", "print('torch.compile is what others use')\n")
        .file(SITE + "numba/__init__.py", "");

    Residue gcc = judged("gcc");

    assertThat(gcc.neededAtRuntime()).isFalse();
    assertThat(gcc.finding().confidence()).isEqualTo(Confidence.HIGH);
    assertThat(gcc.reason()).isEqualTo("Nothing that the entry point leads to needs it.");
  }

  @Test
  void tritonCallsTheCompilerAndSaysWhy() {
    root.file("/app/main.py", "import triton\n").file(SITE + "triton/__init__.py", "");

    Residue gcc = judged("gcc");

    assertThat(gcc.neededAtRuntime()).isTrue();
    assertThat(gcc.reason())
        .isEqualTo(
            "The running container calls it: Triton compiles its launchers with a C compiler when a"
                + " kernel first runs, and "
                + SITE
                + "triton/__init__.py is there.");
    assertThat(judged("cmake").neededAtRuntime()).as("not what it calls").isFalse();
  }

  @Test
  void tritonInAnImageThatRunsNoPythonCallsNothing() {
    root.file(SITE + "triton/__init__.py", "");
    cmd = List.of("/app/server");

    assertThat(judged("gcc").neededAtRuntime()).isFalse();
  }

  @Test
  void pyTorchIsInDoubtUntilTheApplicationSaysCompile() {
    root.file(SITE + "torch/__init__.py", "def compile(): pass  # torch.compile\n")
        .file(SITE + "triton/__init__.py", "")
        .file("/app/main.py", "import torch\n");

    Residue gcc = judged("gcc");

    assertThat(gcc.neededAtRuntime()).isFalse();
    assertThat(gcc.finding().confidence()).isEqualTo(Confidence.LOW);
    assertThat(gcc.reason()).contains("But the running container may call it: PyTorch compiles");

    root.file("/app/model/run.py", "model = torch.compile(model)\n");
    assertThat(judged("gcc").neededAtRuntime()).isTrue();
    assertThat(judged("gcc").reason()).contains("and a call in /app/model/run.py is there");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cffi | ffi.verify('int f();')",
        "cffi | ffibuilder.compile(verbose=True)",
        "pyximport | import pyximport; pyximport.install()",
        "torch | from torch.utils.cpp_extension import load",
      })
  void whatAPythonApplicationHasCompiledNeedsTheCompiler(String library, String source) {
    root.file(SITE + library + "/__init__.py", "").file("/app/main.py", source);

    assertThat(judged("gcc").neededAtRuntime()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cffi | signature.verify(key)",
        "cffi | ffi.cdef('int f();'); lib = ffi.dlopen('libf.so')",
        "pyximport | import pyximport",
        "six | ffi.verify('int f();')",
      })
  void whatOnlyLooksAlikeDoesNot(String library, String source) {
    root.file(SITE + library + "/__init__.py", "").file("/app/main.py", source);

    assertThat(judged("gcc").neededAtRuntime()).isFalse();
  }

  @Test
  void whatALibraryCallsInItsOwnTestsSaysNothing() {
    root.file("/app/main.py", "print(1)")
        .file(SITE + "cffi/__init__.py", "")
        .file("/app/venv/lib/python3.12/site-packages/x/test.py", "ffi.verify('int f();')");

    assertThat(judged("gcc").neededAtRuntime()).isFalse();
  }

  @Test
  void rcppCompilesWhatRCodeGivesIt() {
    cmd = List.of("Rscript", "/app/main.R");
    root.file("/usr/lib/R/site-library/Rcpp/DESCRIPTION", "").file("/app/main.R", "library(Rcpp)");
    assertThat(judged("gxx").neededAtRuntime()).isFalse();

    root.file("/app/fast.R", "Rcpp::sourceCpp('fast.cpp')");
    assertThat(judged("gxx").neededAtRuntime()).isTrue();
    assertThat(judged("r-development").neededAtRuntime()).isTrue();
  }

  @Test
  void rubysMjitNeedsTheCompilerAndYjitDoesNot() {
    cmd = List.of("ruby", "/app/main.rb");
    env = List.of("RUBYOPT=-W0 --yjit");
    assertThat(judged("gcc").neededAtRuntime()).isFalse();
    env = List.of("RUBYOPT=-W0 --mjit");
    assertThat(judged("gcc").neededAtRuntime()).isTrue();
    env = List.of();
    cmd = List.of("ruby", "--mjit", "/app/main.rb");
    assertThat(judged("gcc").neededAtRuntime()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pip install -r requirements.txt",
        "if [ -n \"$DEV\" ]; then npm ci --omit=dev; fi",
        "cd /app && bundle install --quiet",
        "/usr/bin/make -j4 all",
      })
  void aScriptThatInstallsOrBuildsAtTheStartNeedsTheCompiler(String line) {
    root.script("/app/entrypoint.sh", "#!/bin/sh\nset -e\n" + line + "\nexec \"$@\"\n");
    cmd = List.of("/app/entrypoint.sh", "/app/server");

    assertThat(judged("gcc").neededAtRuntime()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo pip install -r requirements.txt",
        "# npm ci",
        "bundle exec puma",
        "npm start",
        "pip list",
      })
  void aScriptThatOnlySpeaksOfItDoesNot(String line) {
    root.script("/app/entrypoint.sh", "#!/bin/sh\nset -e\n" + line + "\nexec \"$@\"\n");
    cmd = List.of("/app/entrypoint.sh", "/app/server");

    assertThat(judged("gcc").neededAtRuntime()).isFalse();
  }

  @Test
  void aScriptThatNothingRunsSaysNothing() {
    root.script("/app/build.sh", "#!/bin/sh\npip install -r requirements.txt\nmake\n");
    cmd = List.of("/app/server");

    assertThat(judged("gcc").neededAtRuntime()).isFalse();
  }

  @Test
  void goRunNeedsTheSdkAndMayNeedTheCompiler() {
    cmd = List.of("sh", "-c", "go run ./cmd/server");

    assertThat(judged("go-sdk").neededAtRuntime()).isTrue();
    assertThat(judged("gcc").neededAtRuntime()).isFalse();
    assertThat(judged("gcc").finding().confidence()).isEqualTo(Confidence.LOW);
  }
}
