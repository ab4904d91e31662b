package dev.imageaudit.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.closure.ClosureCapture;
import dev.imageaudit.closure.ClosureFinder;
import dev.imageaudit.closure.RuntimeClosure;
import dev.imageaudit.filesystem.RootFile;
import dev.imageaudit.filesystem.RootFilesystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run opens, as strace sees it, against what we say that it needs. */
class OpenedFilesIT {
  private static final String STRACE = "image-audit-test/strace:1";
  private static final Pattern OPENED =
      Pattern.compile("(?:open(?:at)?\\((?:AT_FDCWD, )?|execve\\()\"(/[^\"]*)\"(.*)");
  private static final String TRACED =
      "timeout -s KILL 20 /strace/lib/ld-linux-x86-64.so.2 --library-path /strace/lib"
          + " /strace/strace -f -z -qq -e trace=open,openat,execve -o /strace/out \"$@\""
          + " >/dev/null 2>&1; cat /strace/out";

  @TempDir private static Path directory;

  @ParameterizedTest
  @EnumSource
  void everyFileThatARunOpensIsNeeded(Pair pair) {
    RealImage image = RealImage.of(pair.before(TestMachine.require()), directory);
    RootFilesystem root = image.root(ClosureCapture.keeps());
    RuntimeClosure closure = ClosureFinder.find(root, image.image().config());

    Set<String> opened = opened(image, root);

    assertThat(opened).isNotEmpty();
    assertThat(opened).as(pair.toString()).allMatch(closure::needs);
  }

  private static Set<String> opened(RealImage image, RootFilesystem root) {
    Set<String> opened = new TreeSet<>();
    for (String line : trace(image).split("\n", -1)) {
      Matcher call = OPENED.matcher(line);
      if (call.find() && !call.group(1).matches("/(?:strace|proc|sys|dev)/.*")) {
        root.resolve(call.group(1))
            .filter(RootFile::isRegular)
            .map(RootFile::path)
            .ifPresent(opened::add);
      }
    }
    return opened;
  }

  private static String trace(RealImage image) {
    Map<String, String> environment = Map.of("DOCKER_HOST", image.docker());
    ExternalProgram built =
        ExternalProgram.tryRun(
            environment,
            List.of(
                "docker",
                "build",
                "-q",
                "--network",
                "host",
                "-t",
                STRACE,
                "src/test/recipes/strace"));
    Assumptions.assumeTrue(built.exitCode() == 0, "skipped: strace cannot be installed");
    String tool =
        ExternalProgram.run(environment, "docker", "create", "-v", "/strace", STRACE).strip();
    try {
      List<String> command = new ArrayList<>(List.of("-c", TRACED, "sh"));
      command.addAll(image.image().config().argv());
      return image.runWith(
          List.of(
              "--volumes-from",
              tool,
              "--cap-add",
              "SYS_PTRACE",
              "--user",
              "0",
              "--entrypoint",
              "/bin/sh"),
          command.toArray(String[]::new));
    } finally {
      ExternalProgram.run(environment, "docker", "rm", "-v", tool);
    }
  }
}
