package dev.imageaudit.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.CaptureRules;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.RootFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathClaimsTest {
  private static final String MODULES = "/usr/lib/python3/dist-packages/pip/";
  private static final String CACHED = MODULES + "__pycache__/main.cpython-311.pyc";
  private static final String OTHER = MODULES + "__pycache__/mainly.cpython-311.pyc";

  private final RootFilesystem root =
      new RootFixture()
          .directory(MODULES + "__pycache__")
          .file(MODULES + "main.py", "1")
          .file(MODULES + "mainly.py", "2")
          .file(CACHED, "3")
          .file(OTHER, "4")
          .build(CaptureRules.NONE);

  @Test
  void pythonsCachedBytecodeGoesWithItsSource() {
    PathClaims claims = new PathClaims(root);

    claims.claim(0, List.of(root.find(MODULES + "main.py").orElseThrow()));

    assertThat(claims.isClaimed(CACHED)).isTrue();
    assertThat(claims.isClaimed(OTHER)).isFalse();
  }

  @Test
  void theDirectoryOfTheBytecodeGoesWithTheLastOfIt() {
    PathClaims claims = new PathClaims(root);
    String cache = MODULES + "__pycache__";

    claims.claim(0, List.of(root.find(MODULES + "main.py").orElseThrow()));
    claims.claimEmptyDirectories();
    assertThat(claims.isClaimed(cache)).isFalse();

    claims.claim(0, List.of(root.find(MODULES + "mainly.py").orElseThrow()));
    claims.claimEmptyDirectories();
    assertThat(claims.isClaimed(cache)).isTrue();
  }
}
