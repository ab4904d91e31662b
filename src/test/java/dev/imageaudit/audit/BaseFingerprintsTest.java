package dev.imageaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.History;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.ImageConfigs;
import dev.imageaudit.packages.OsRelease;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BaseFingerprintsTest {
  private static final OsRelease DEBIAN = new OsRelease("debian", "12");
  private static final OsRelease ALPINE = new OsRelease("alpine", "3.24.2");

  private static final List<String> DEBIAN_ROOT =
      List.of("# debian.sh --arch 'amd64' out/ 'bookworm' '@1789689600'");
  private static final List<String> ALPINE_ROOT =
      List.of("ADD alpine-minirootfs-3.24.2-x86_64.tar.gz / # buildkit", "CMD [\"/bin/sh\"]");
  private static final List<String> SCM =
      List.of(
          "RUN /bin/sh -c set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends"
              + " \t\tca-certificates \t\tcurl \t\tgnupg \t\tnetbase \t\tsq \t\twget \t; # buildkit",
          "RUN /bin/sh -c set -eux; \tapt-get install -y --no-install-recommends \t\tgit"
              + " \t\tmercurial \t\topenssh-client \t\tsubversion \t\t\t\tprocps \t; # buildkit");
  private static final List<String> NODE =
      List.of(
          "RUN /bin/sh -c groupadd --gid 1000 node   && useradd --uid 1000 --gid node -m node",
          "ENV NODE_VERSION=22.23.2",
          "RUN /bin/sh -c ARCH= && curl https://nodejs.org/dist/v$NODE_VERSION/n.tar.xz # buildkit",
          "ENV YARN_VERSION=1.22.22",
          "RUN /bin/sh -c curl https://yarnpkg.com/downloads/$YARN_VERSION/yarn.tar.gz # buildkit",
          "COPY docker-entrypoint.sh /usr/local/bin/ # buildkit",
          "ENTRYPOINT [\"docker-entrypoint.sh\"]",
          "CMD [\"node\"]");
  private static final List<String> APPLICATION =
      List.of("WORKDIR /app", "COPY . . # buildkit", "CMD [\"node\"]");

  private static List<BaseMatch> match(OsRelease distribution, List<String> steps) {
    List<History> history = new ArrayList<>();
    List<DiffId> diffIds = new ArrayList<>();
    for (String step : steps) {
      boolean isEmpty = step.matches("(?s)(.*#\\(nop\\)  ?)?(ENV|CMD|ENTRYPOINT|LABEL|ARG) .*");
      history.add(new History(Optional.empty(), step, Optional.empty(), isEmpty));
      if (!isEmpty) {
        diffIds.add(
            new DiffId(Digest.sha256Of((diffIds.size() + step).getBytes(StandardCharsets.UTF_8))));
      }
    }
    return BaseFingerprints.match(
        ImageConfigs.of(List.of("NODE_VERSION=22.23.2"), diffIds, history), distribution);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // read only
  private static List<String> join(List<String>... parts) {
    return Stream.of(parts).flatMap(List::stream).toList();
  }

  @Test
  void eachFingerprintNamesItsSource() {
    assertThat(BaseFingerprints.bundled())
        .hasSizeGreaterThan(25)
        .allSatisfy(f -> assertThat(f.source()).matches("https://.*|docker-library/repo-info .*"));
    assertThat(BaseFingerprints.bundled()).extracting(BaseFingerprint::id).doesNotHaveDuplicates();
  }

  @Test
  void anOfficialImageIsKnownWithAllThatItIsBuiltOn() {
    List<BaseMatch> bases = match(DEBIAN, join(DEBIAN_ROOT, SCM, NODE, APPLICATION));

    assertThat(bases)
        .extracting(BaseMatch::name)
        .containsExactly("debian", "buildpack-deps:curl", "buildpack-deps:scm", "node");
    assertThat(bases).extracting(BaseMatch::layers).containsExactly(1, 2, 3, 7);
    BaseMatch node = bases.get(3);
    assertThat(node.version()).contains("22.23.2");
    assertThat(node.matched()).isEqualTo(node.expected()).isEqualTo(8);
    assertThat(bases.get(0).version()).contains("bookworm");
  }

  @Test
  void theClassicBuildersHistoryIsReadToo() {
    List<BaseMatch> bases =
        match(
            DEBIAN,
            List.of(
                "/bin/sh -c #(nop) ADD file:1b3f2e in / ",
                "/bin/sh -c #(nop)  CMD [\"bash\"]",
                "/bin/sh -c groupadd --gid 1000 node   && useradd --uid 1000 --gid node -m node",
                "/bin/sh -c #(nop)  ENV NODE_VERSION=16.20.2",
                "/bin/sh -c curl https://nodejs.org/dist/v$NODE_VERSION/n.tar.xz",
                "/bin/sh -c #(nop)  ENV YARN_VERSION=1.22.19",
                "/bin/sh -c curl https://yarnpkg.com/downloads/$YARN_VERSION/yarn.tar.gz",
                "/bin/sh -c #(nop) COPY file:4d1925 in /usr/local/bin/ ",
                "/bin/sh -c #(nop)  ENTRYPOINT [\"docker-entrypoint.sh\"]",
                "/bin/sh -c #(nop)  CMD [\"node\"]",
                "/bin/sh -c #(nop) COPY dir:2a3b in /app "));

    assertThat(bases).extracting(BaseMatch::name).containsExactly("debian", "node");
    assertThat(bases).extracting(BaseMatch::layers).containsExactly(1, 5);
  }

  @Test
  void whatANewerReleaseLeavesOutIsSaid() {
    List<String> withoutYarn = new ArrayList<>(NODE);
    withoutYarn.removeIf(step -> step.contains("YARN_VERSION"));

    BaseMatch node = match(DEBIAN, join(DEBIAN_ROOT, withoutYarn, APPLICATION)).get(1);

    assertThat(node.matched()).isEqualTo(6);
    assertThat(node.missing())
        .containsExactly("ENV YARN_VERSION=*", "RUN *yarnpkg.com/downloads/$YARN_VERSION/*");
    assertThat(node.layers()).as("the application's own CMD ends nothing").isEqualTo(4);
  }

  @Test
  void aVariableOfTheSameNameIsNoSign() {
    List<String> own =
        List.of(
            "ENV NODE_VERSION=8.17.0 YARN_VERSION=1.22.22",
            "ENV NODE_VERSION=8.17.0",
            "COPY dir:31a6 in /usr/local # buildkit",
            "ENTRYPOINT [\"docker-entrypoint.sh\"]",
            "CMD [\"node\"]",
            "COPY . /app # buildkit");

    assertThat(match(DEBIAN, join(DEBIAN_ROOT, own)))
        .extracting(BaseMatch::name)
        .containsExactly("debian");
  }

  @Test
  void anInstallationThatIsOnlyAlikeIsNoSign() {
    List<String> own =
        List.of(
            "ENV GOLANG_VERSION=1.26.5",
            "RUN /bin/sh -c curl https://dl.google.com/go/go$GOLANG_VERSION.tar.gz | tar xz",
            "ENV PATH=/usr/local/go/bin:/usr/bin",
            "RUN /bin/sh -c apt-get install -y --no-install-recommends curl git",
            "ENV PYTHON_VERSION=3.12",
            "RUN /bin/sh -c pip install app",
            "CMD [\"python3\"]");

    assertThat(match(DEBIAN, join(DEBIAN_ROOT, own)))
        .extracting(BaseMatch::name)
        .containsExactly("debian");
  }

  @Test
  void aDistributionIsTheFirstLayerOrNone() {
    assertThat(match(DEBIAN, join(List.of("COPY a / # buildkit"), DEBIAN_ROOT))).isEmpty();
    assertThat(match(ALPINE, join(DEBIAN_ROOT, APPLICATION))).as("the root says Alpine").isEmpty();
    assertThat(match(ALPINE, join(ALPINE_ROOT, APPLICATION)))
        .extracting(base -> base.name() + " " + base.version().orElse(""))
        .containsExactly("alpine 3.24.2");
  }

  @Test
  void golangWithoutACommandOfItsOwnIsKnownToItsLastLayer() {
    List<String> golang =
        List.of(
            "RUN /bin/sh -c apt-get install -y --no-install-recommends \t\tg++ \t\tgcc"
                + " \t\tlibc6-dev \t\tmake \t\tpkg-config \t; # buildkit",
            "ENV GOLANG_VERSION=1.26.5",
            "ENV GOTOOLCHAIN=local",
            "ENV GOPATH=/go",
            "ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/bin",
            "COPY /target/ / # buildkit",
            "RUN /bin/sh -c mkdir -p \"$GOPATH/src\" \"$GOPATH/bin\" && chmod -R 1777 \"$GOPATH\"",
            "WORKDIR /go");

    List<BaseMatch> bases =
        match(
            DEBIAN, join(DEBIAN_ROOT, SCM, golang, List.of("WORKDIR /src", "COPY . . # buildkit")));

    assertThat(bases.get(bases.size() - 1))
        .isEqualTo(new BaseMatch("golang", Optional.of("1.26.5"), 7, 8, List.of()));
  }

  @Test
  void layersOfBazelAreDistroless() {
    List<BaseMatch> bases =
        match(DEBIAN, List.of("bazel build ...", "bazel build ...", "COPY app / # buildkit"));

    assertThat(bases).extracting(BaseMatch::name).containsExactly("distroless");
    assertThat(bases.get(0).layers()).isEqualTo(2);
  }

  @Test
  void aHistoryThatDoesNotFitTheLayersSaysNothing() {
    ImageConfig squashed =
        ImageConfigs.of(
            List.of("NODE_VERSION=22.23.2"),
            List.of(),
            DEBIAN_ROOT.stream()
                .map(step -> new History(Optional.empty(), step, Optional.empty(), false))
                .toList());

    assertThat(BaseFingerprints.match(squashed, DEBIAN)).isEmpty();
  }
}
