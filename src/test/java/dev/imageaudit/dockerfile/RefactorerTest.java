package dev.imageaudit.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.dockerfile.Refactoring.PatchStep;
import dev.imageaudit.estimate.Subject;
import dev.imageaudit.filesystem.RootFilesystem;
import dev.imageaudit.filesystem.RootFixture;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.History;
import dev.imageaudit.oci.ImageConfig;
import dev.imageaudit.oci.Platform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RefactorerTest {
  private static final String OS = "ID=debian\nVERSION_ID=\"12\"\n";
  private static final String HASH = "c9330cf3c5a1a249a0c6da8c4c2f6a9aa39d3d5d6a1e3a9d9de3ff8b4ca0";

  private final List<History> history = new ArrayList<>();
  private List<String> entrypoint = List.of();
  private List<String> cmd = List.of();
  private List<String> env = List.of();
  private List<String> healthcheck = List.of();
  private String workingDir = "/";
  private String user = "";

  private RefactorerTest layer(String createdBy) {
    history.add(new History(Optional.empty(), createdBy, Optional.empty(), false));
    return this;
  }

  private RefactorerTest setting(String createdBy) {
    history.add(new History(Optional.empty(), createdBy, Optional.empty(), true));
    return this;
  }

  private Refactoring refactoring(RootFixture files, Optional<String> base) {
    return refactoring(files, new Base(base, 1));
  }

  private Refactoring refactoring(RootFixture files, Base base) {
    RootFilesystem root = AuditedFixture.root(files);
    DiffId any = new DiffId(Digest.parse("sha256:" + "0".repeat(64)));
    ImageConfig config =
        new ImageConfig(
            Optional.empty(),
            Platform.LINUX_AMD64,
            entrypoint,
            cmd,
            env,
            workingDir,
            user,
            Map.of(),
            healthcheck,
            Collections.nCopies(root.layers().size(), any),
            history);
    List<Optional<String>> instructions = new ArrayList<>();
    BuildHistory.of(config, AuditedFixture.SECRETS::masked).steps().stream()
        .filter(step -> step.layer().isPresent())
        .forEach(step -> instructions.add(Optional.of(step.toString())));
    Subject subject = AuditedFixture.subject(root, config, instructions);
    return Refactorer.refactor(subject, base, AuditedFixture.SECRETS::masked);
  }

  private static RootFixture goImage() {
    return new RootFixture()
        .file("/etc/os-release", OS)
        .file("/etc/ssl/certs/ca-certificates.crt", "authorities")
        .layer()
        .file("/src/go.mod", "module example.com/serve\n")
        .file("/src/main.go", "package main\n")
        .layer()
        .go("/usr/local/bin/serve", "go1.22.1", "example.com/serve", "example.com/serve");
  }

  private RefactorerTest go() {
    entrypoint = List.of("/usr/local/bin/serve");
    workingDir = "/src";
    return layer("/bin/sh -c #(nop) ADD file:" + HASH + " in / ")
        .setting("/bin/sh -c #(nop) WORKDIR /src")
        .layer("/bin/sh -c #(nop) COPY multi:" + HASH + " in ./ ")
        .layer("/bin/sh -c go build -o /usr/local/bin/serve .");
  }

  @Test
  void aStaticProgramIsBuiltFromItsInstructionsAndRunsFromScratch() {
    Refactoring refactoring = go().refactoring(goImage(), Optional.of("golang:1.22"));

    ParsedDockerfile file = ParsedDockerfile.of(refactoring.dockerfile());
    assertThat(file.instructions())
        .extracting(i -> i.keyword() + " " + i.arguments())
        .containsExactly(
            "FROM golang:1.22 AS build",
            "WORKDIR /src",
            "COPY go.mod ./",
            "RUN go mod download",
            "COPY go.mod main.go ./",
            "RUN go build -o /usr/local/bin/serve .",
            "FROM scratch",
            "COPY --from=build /etc/ssl/certs/ca-certificates.crt"
                + " /etc/ssl/certs/ca-certificates.crt",
            "COPY --from=build /usr/local/bin/serve /usr/local/bin/serve",
            "USER 65532:65532",
            "ENTRYPOINT [\"/usr/local/bin/serve\"]");
    assertThat(refactoring.builderBase()).contains("golang:1.22");
    assertThat(refactoring.runtimeBase()).isEqualTo("scratch");
  }

  @Test
  void withCacheMountsOnlyTheRunsDiffer() {
    Refactoring refactoring = go().refactoring(goImage(), Optional.of("golang:1.22"));

    ParsedDockerfile plain = ParsedDockerfile.of(refactoring.dockerfile());
    ParsedDockerfile mounting = ParsedDockerfile.of(refactoring.dockerfileWithCacheMounts());
    assertThat(plain.directives()).isEmpty();
    assertThat(mounting.directives()).containsExactly("syntax=docker/dockerfile:1");
    assertThat(mounting.all("RUN").get(0).arguments())
        .startsWith("--mount=type=cache,target=/go/pkg/mod")
        .endsWith("go mod download");
    assertThat(mounting.instructions()).hasSameSizeAs(plain.instructions());
    assertThat(refactoring.dockerfile()).doesNotContain("\nRUN --mount").contains("# Faster");
  }

  @Test
  void aHealthCheckThatScratchCannotRunGoesAndACommentSaysSo() {
    healthcheck = List.of("CMD-SHELL", "curl -f http://localhost:8080/");

    Refactoring refactoring = go().refactoring(goImage(), Optional.of("golang:1.22"));

    assertThat(ParsedDockerfile.of(refactoring.dockerfile()).all("HEALTHCHECK")).isEmpty();
    assertThat(refactoring.dockerfile()).contains("health check had to go");
  }

  @Test
  void theLastStageBeginsWithTheBaseOfTheProjectionAndTheFirstWithThePinnedOne() {
    String pinned = "node:20@sha256:" + "a1".repeat(32);
    entrypoint = List.of("node", "/app/index.js");
    env = List.of("PATH=/usr/local/bin:/usr/bin:/bin");
    Refactoring refactoring =
        layer("/bin/sh -c #(nop) ADD file:" + HASH + " in / ")
            .layer("/bin/sh -c #(nop) COPY file:" + HASH + " in /app/index.js ")
            .layer("/bin/sh -c true")
            .refactoring(
                new RootFixture()
                    .file("/etc/os-release", OS)
                    .elf("/usr/local/bin/node", "")
                    .layer()
                    .file("/app/index.js", "")
                    .layer()
                    .file("/app/data", ""),
                new Base(
                    Optional.of(pinned),
                    1,
                    Optional.of(new Base.Published("example.com/node:20-tiny", true))));

    assertThat(ParsedDockerfile.of(refactoring.dockerfile()).instructions())
        .filteredOn(i -> i.keyword().equals("FROM"))
        .extracting(ParsedDockerfile.Instruction::arguments)
        .containsExactly(pinned + " AS build", "example.com/node:20-tiny");
  }

  @Test
  void anUnknownBaseIsALineToFillIn() {
    Refactoring refactoring = go().refactoring(goImage(), Optional.empty());

    assertThat(refactoring.dockerfile()).contains("# FILL IN: the image that the original begins");
    assertThat(refactoring.dockerfile()).contains("FROM debian:12 AS build");
    assertThat(refactoring.fillIns()).isNotEmpty();
  }

  @Test
  void portsVariablesAndTheStopSignalStay() {
    env = List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "MODE=a b");
    go().setting("/bin/sh -c #(nop)  ENV MODE=a b")
        .setting("/bin/sh -c #(nop)  EXPOSE 8080 9090/udp")
        .setting("/bin/sh -c #(nop)  STOPSIGNAL SIGQUIT");

    ParsedDockerfile file =
        ParsedDockerfile.of(refactoring(goImage(), Optional.of("golang:1.22")).dockerfile());

    assertThat(file.all("EXPOSE").get(0).arguments()).isEqualTo("8080 9090/udp");
    assertThat(file.all("STOPSIGNAL").get(0).arguments()).isEqualTo("SIGQUIT");
    assertThat(file.all("ENV"))
        .extracting(ParsedDockerfile.Instruction::arguments)
        .contains("MODE=\"a b\"");
  }

  @Test
  void whatNoInstructionsAreLeftOfIsATemplate() {
    entrypoint = List.of("/usr/local/bin/serve");
    layer("ko build ko://example.com/serve")
        .layer("ko build ko://example.com/serve")
        .layer("ko build ko://example.com/serve");

    Refactoring refactoring = refactoring(goImage(), Optional.empty());

    assertThat(refactoring.builderBase()).isEmpty();
    assertThat(refactoring.dockerfile()).contains("# FILL IN: this stage. ko has built the image");
    assertThat(ParsedDockerfile.of(refactoring.dockerfile()).all("FROM")).hasSize(2);
  }

  @Test
  void aLockFileMakesNpmInstallAnExactOneBeforeTheSource() {
    cmd = List.of("node", "/app/index.js");
    workingDir = "/app";
    layer("/bin/sh -c #(nop) ADD file:" + HASH + " in / ")
        .setting("WORKDIR /app")
        .layer("COPY . . # buildkit")
        .layer("RUN /bin/sh -c npm install && npm run build # buildkit");

    String dockerfile =
        refactoring(
                new RootFixture()
                    .file("/etc/os-release", OS)
                    .elf("/usr/local/bin/node", "node")
                    .layer()
                    .file("/app/package.json", "{\"name\": \"a\"}")
                    .file("/app/package-lock.json", "{}")
                    .file("/app/index.js", "1")
                    .layer()
                    .file("/app/node_modules/b/index.js", "2"),
                Optional.of("node:20"))
            .dockerfile();

    assertThat(ParsedDockerfile.of(dockerfile).instructions())
        .extracting(i -> i.keyword() + " " + i.arguments())
        .containsSubsequence(
            "FROM node:20 AS build",
            "WORKDIR /app",
            "COPY package-lock.json package.json ./",
            "RUN npm ci",
            "COPY . .",
            "RUN npm run build",
            "FROM node:20-slim",
            "CMD [\"node\", \"/app/index.js\"]");
  }

  @Test
  void aSecretOfTheHistoryIsNotInTheFile() {
    String token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
    entrypoint = List.of("/usr/local/bin/serve");
    layer("/bin/sh -c #(nop) ADD file:" + HASH + " in / ")
        .layer("/bin/sh -c git clone https://" + token + "@github.com/a/b /src")
        .layer("/bin/sh -c go build -o /usr/local/bin/serve .");

    Refactoring refactoring = refactoring(goImage(), Optional.of("golang:1.22"));

    assertThat(refactoring.toString()).doesNotContain(token);
    assertThat(Set.copyOf(refactoring.fillIns()))
        .anyMatch(fillIn -> fillIn.contains("--mount=type=secret"));
  }

  /** A Python program whose user the original makes, and a link to it. */
  private RefactorerTest python() {
    entrypoint = List.of("/usr/local/bin/serve");
    user = "shop";
    return layer("/bin/sh -c #(nop) ADD file:" + HASH + " in / ")
        .layer("/bin/sh -c #(nop) COPY dir:" + HASH + " in /opt/shop ")
        .layer(
            "/bin/sh -c useradd --system shop && ln -s ../../../opt/shop/serve.py /usr/local/bin/serve")
        .setting("/bin/sh -c #(nop)  USER shop");
  }

  private static RootFixture pythonImage() {
    return new RootFixture()
        .file("/etc/os-release", OS)
        .file("/etc/passwd", "root:x:0:0::/root:/bin/sh\n")
        .elf("/usr/bin/python3", "")
        .layer()
        .script("/opt/shop/serve.py", "#!/usr/bin/python3\nprint(1)\n")
        .layer()
        .file("/etc/passwd", "root:x:0:0::/root:/bin/sh\nshop:x:999:999::/home/shop:/bin/sh\n")
        .directory("/data/uploads")
        .link("/usr/local/bin/serve", "../../../opt/shop/serve.py");
  }

  private List<String> lastStage() {
    List<String> all =
        ParsedDockerfile.of(
                python().refactoring(pythonImage(), Optional.of("debian:12")).dockerfile())
            .instructions()
            .stream()
            .map(i -> i.keyword() + " " + i.arguments())
            .toList();
    return all.subList(all.lastIndexOf("FROM debian:12"), all.size());
  }

  @Test
  void anEmptyDirectoryIsMadeAgain() {
    assertThat(lastStage()).contains("RUN install -d -m 755 /data/uploads");
  }

  @Test
  void anEmptyDirectoryIsCopiedWhereNoShellCouldMakeItButNotWhatABuildLeft() {
    workingDir = "/app";
    entrypoint = List.of("/app/out/serve");
    layer("ADD file:" + HASH + " in /")
        .layer("RUN /bin/sh -c cmake --build out && mkdir /app/uploads # buildkit");
    RootFixture files =
        new RootFixture()
            .file("/etc/os-release", OS)
            .layer()
            .file("/app/serve.c", "int main() {}")
            .elf("/app/out/serve", "")
            .directory("/app/out/generated")
            .directory("/app/uploads");

    assertThat(refactoring(files, Optional.of("debian:12")).dockerfile())
        .contains("FROM scratch", "COPY --from=build /app/uploads /app/uploads")
        .doesNotContain("generated");
  }

  @Test
  void theUserIsMadeAgainAndTheListOfAccountsNotCopied() {
    assertThat(lastStage())
        .contains("RUN useradd --system shop", "USER shop")
        .noneMatch(line -> line.contains("/etc/passwd") || line.contains("FILL IN"));
  }

  /** A program in a directory that its user may write to; the base's user or one made by number. */
  private List<String> lastStageOf(RootFixture files, String making) {
    entrypoint = List.of("/usr/bin/python3", "serve.py");
    workingDir = "/opt/shop";
    layer("/bin/sh -c #(nop) ADD file:" + HASH + " in / ")
        .layer("/bin/sh -c " + making)
        .layer("/bin/sh -c #(nop) COPY dir:" + HASH + " in /opt/shop ");
    List<String> all =
        ParsedDockerfile.of(refactoring(files, Optional.of("debian:12")).dockerfile())
            .instructions()
            .stream()
            .map(i -> i.keyword() + " " + i.arguments())
            .toList();
    return all.subList(all.lastIndexOf("FROM debian:12"), all.size());
  }

  private static RootFixture programOf(String user, long id) {
    return new RootFixture()
        .file("/etc/os-release", OS)
        .file("/etc/passwd", "root:x:0:0::/root:/bin/sh\n")
        .elf("/usr/bin/python3", "")
        .layer()
        .file(
            "/etc/passwd",
            "root:x:0:0::/root:/bin/sh\n" + user + ":x:" + id + ":" + id + "::/nowhere:/bin/sh\n")
        .file("/etc/group", "root:x:0:\n" + user + ":x:" + id + ":\n")
        .layer()
        .directory("/opt/shop", id)
        .file("/opt/shop/serve.py", "print(1)\n")
        .file("/opt/shop/requirements.txt", "flask\n");
  }

  @Test
  void theWorkingDirectoryIsGivenToTheUserThatMayWriteToIt() {
    user = "shop";

    assertThat(lastStageOf(programOf("shop", 999), "useradd --system shop"))
        .contains("RUN install -d -o shop -g shop -m 755 /opt/shop");
  }

  @Test
  void aUserWhomNoSimpleCommandMakesIsMadeWithItsNumber() {
    user = "shop";

    assertThat(
            lastStageOf(
                programOf("shop", 999), "if true; then groupadd shop; useradd -g shop shop; fi"))
        .anyMatch(
            line ->
                line.matches(
                    "(?s)RUN groupadd --gid 999 shop\\W+useradd --uid 999 --gid 999 --home-dir /nowhere"
                        + " --shell /bin/sh shop"));
  }

  @Test
  void aUserThatTheBaseKnowsIsNotMadeAgain() {
    user = "root2";
    RootFixture files =
        new RootFixture()
            .file("/etc/os-release", OS)
            .file("/etc/passwd", "root2:x:7:7::/root:/bin/sh\n")
            .elf("/usr/bin/python3", "")
            .layer()
            .file("/etc/motd", "")
            .layer()
            .file("/opt/shop/serve.py", "print(1)\n");

    assertThat(lastStageOf(files, "true"))
        .contains("USER root2")
        .noneMatch(line -> line.contains("useradd") || line.contains("FILL IN"));
  }

  @Test
  void aLinkIsMadeAgainForACopyWouldBeOfWhatItLeadsTo() {
    assertThat(lastStage())
        .contains("COPY --from=build /opt/shop/serve.py /opt/shop/serve.py")
        .anyMatch(
            line ->
                line.matches(
                    "(?s)RUN mkdir -p /usr/local/bin\\W+ln -sf ../../../opt/shop/serve.py"
                        + " /usr/local/bin/serve"));
  }

  @Test
  void whatIsSetForTheContainerAloneIsNotInTheFirstStage() {
    ParsedDockerfile file =
        ParsedDockerfile.of(
            python().refactoring(pythonImage(), Optional.of("debian:12")).dockerfile());

    assertThat(file.all("USER")).hasSize(1);
  }

  private List<PatchStep> patchOf(String install) {
    cmd = List.of("node", "/app/index.js");
    workingDir = "/app";
    layer("ADD file:" + HASH + " in /")
        .layer("COPY . /app/ # buildkit")
        .layer("RUN /bin/sh -c " + install + " # buildkit");
    RootFixture files =
        new RootFixture()
            .file("/etc/os-release", OS)
            .elf("/usr/local/bin/node", "node")
            .layer()
            .file("/app/package.json", "{\"name\": \"a\", \"devDependencies\": {\"vite\": \"5\"}}")
            .file("/app/index.js", "1")
            .layer()
            .file(
                "/app/package-lock.json",
                "{\"lockfileVersion\": 3, \"packages\": {\"\": {\"devDependencies\": {\"vite\": \"5\"}},"
                    + " \"node_modules/vite\": {\"version\": \"5.0.0\", \"dev\": true}}}")
            .file(
                "/app/node_modules/vite/package.json",
                "{\"name\": \"vite\", \"version\": \"5.0.0\"}");
    return refactoring(files, Optional.of("node:20")).patch();
  }

  @Test
  void whatOnlyDevelopmentNeedsNeedNotBeInstalled() {
    assertThat(patchOf("npm install"))
        .extracting(PatchStep::replacement)
        .containsExactly("RUN npm install --omit=dev");
  }

  @Test
  void whatTheSameInstructionBuildsWithIsInstalled() {
    assertThat(patchOf("npm install && npm run build")).isEmpty();
  }

  @Test
  void aptLeavesNoCacheBehind() {
    layer("ADD file:" + HASH + " in /")
        .layer(
            "RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends jq && rm -rf /var/lib/apt/lists/* # buildkit");
    RootFixture files =
        new RootFixture()
            .file("/etc/os-release", OS)
            .layer()
            .file("/var/cache/apt/pkgcache.bin", "cache");

    assertThat(refactoring(files, Optional.of("debian:12")).patch())
        .extracting(PatchStep::replacement)
        .singleElement()
        .asString()
        .endsWith(" && rm -rf /var/lib/apt/lists/* /var/cache/apt/*");
  }

  @Test
  void aDirectoryThatResiduePiercesIsCopiedWholeOnceTheResidueIsGone() {
    entrypoint = List.of("/opt/venv/bin/python3", "/opt/venv/bin/serve");
    layer("ADD file:" + HASH + " in /").layer("RUN /bin/sh -c make-venv # buildkit");
    RootFixture files =
        new RootFixture()
            .file("/etc/os-release", OS)
            .layer()
            .file("/opt/venv/pyvenv.cfg", "home = /usr/bin\n")
            .elf("/opt/venv/bin/python3", "")
            .script("/opt/venv/bin/serve", "#!/opt/venv/bin/python3\n");
    for (char module = 'a'; module < 'n'; module++) {
      files.file("/opt/venv/lib/python3.11/site-packages/" + module + "/__init__.py", "1");
    }
    files
        .file("/opt/venv/lib/python3.11/site-packages/pip/__init__.py", "2")
        .file(
            "/opt/venv/lib/python3.11/site-packages/pip-23.0.dist-info/METADATA",
            "Metadata-Version: 2.1\nName: pip\nVersion: 23.0\n")
        .file(
            "/opt/venv/lib/python3.11/site-packages/pip-23.0.dist-info/RECORD",
            "pip/__init__.py,,\npip-23.0.dist-info/METADATA,,\npip-23.0.dist-info/RECORD,,\n");

    String dockerfile = refactoring(files, Optional.of("debian:12")).dockerfile();

    String modules = "/opt/venv/lib/python3.11/site-packages";
    assertThat(dockerfile)
        .contains("rm -rf " + modules + "/pip " + modules + "/pip-23.0.dist-info")
        .contains("COPY --from=build " + modules + " " + modules)
        .doesNotContain(modules + "/a");
  }

  @Test
  void aPackagesConfigurationThatTheOriginalCopiedItsOwnInPlaceOfIsCopied() {
    entrypoint = List.of("/usr/bin/serve");
    layer("ADD file:" + HASH + " in /")
        .layer("RUN /bin/sh -c apt-get install -y --no-install-recommends serve # buildkit")
        .layer("COPY serve.conf /etc/serve/serve.conf # buildkit");
    RootFixture files =
        new RootFixture()
            .file("/etc/os-release", OS)
            .layer()
            .elf("/usr/bin/serve", "")
            .file("/etc/serve/serve.conf", "port 80")
            .file("/etc/serve/other.conf", "port 81")
            .file(
                "/var/lib/dpkg/status",
                "Package: serve\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n\n")
            .file(
                "/var/lib/dpkg/info/serve.list",
                "/usr/bin/serve\n/etc/serve/serve.conf\n/etc/serve/other.conf\n")
            .layer()
            .file("/etc/serve/serve.conf", "port 8080");

    assertThat(refactoring(files, Optional.of("debian:12")).dockerfile())
        .contains("COPY --from=build /etc/serve/serve.conf /etc/serve/serve.conf")
        .doesNotContain("other.conf");
  }

  /** Of a server whose package's configuration {@code command} changes. */
  private String withConfigurationChanged(String command, RootFixture files) {
    entrypoint = List.of("/usr/sbin/nginx");
    layer("ADD file:" + HASH + " in /")
        .layer(
            "RUN /bin/sh -c apt-get update && apt-get install -y nginx && "
                + command
                + " # buildkit");
    return refactoring(files, Optional.of("debian:12")).dockerfile();
  }

  private static RootFixture server() {
    return new RootFixture()
        .file("/etc/os-release", OS)
        .file("/etc/passwd", "root:x:0:0::/root:/bin/sh\n")
        .layer()
        .elf("/usr/sbin/nginx", "")
        .file("/etc/passwd", "root:x:0:0::/root:/bin/sh\nwww:x:33:33::/var/www:/bin/sh\n")
        .directory("/etc/nginx/sites-enabled")
        .file(
            "/etc/nginx/nginx.conf",
            "http {\n  include /etc/nginx/sites-enabled/*;\n  include /etc/nginx/conf.d/*;\n}\n")
        .file("/etc/nginx/generated.conf", "by the package's script")
        .file("/var/log/nginx/access.log", "")
        .file(
            "/var/lib/dpkg/status",
            "Package: nginx\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n\n")
        .file(
            "/var/lib/dpkg/info/nginx.list",
            "/usr/sbin/nginx\n/etc/nginx\n/etc/nginx/sites-enabled\n/etc/nginx/nginx.conf\n");
  }

  @Test
  void whatTheOriginalDeletesOfAPackageGoesInTheLastStageToo() {
    assertThat(withConfigurationChanged("rm /etc/nginx/sites-enabled/default", server()))
        .contains("RUN rm -rf /etc/nginx/sites-enabled/default\n")
        .doesNotContain("COPY --from=build /etc/");
  }

  @Test
  void aPackagesConfigurationThatTheOriginalEditsIsCopied() {
    assertThat(withConfigurationChanged("sed -i 's#a#b#' /etc/nginx/nginx.conf", server()))
        .contains("COPY --from=build /etc/nginx/nginx.conf /etc/nginx/nginx.conf")
        .doesNotContain("generated.conf");
  }

  @Test
  void aFileThatIsWrittenBesideThePackagesIsCopied() {
    RootFixture files = server().file("/etc/nginx/conf.d/site.conf", "listen 8080;");

    assertThat(
            withConfigurationChanged(
                "cd /etc/nginx && echo 'listen 8080;' >conf.d/site.conf", files))
        .contains("COPY --from=build /etc/nginx/conf.d/site.conf /etc/nginx/conf.d/site.conf")
        .doesNotContain("generated.conf");
  }

  @Test
  void theDirectoryOfAServersSocketIsMadeAgain() {
    RootFixture files = server().directory("/run/php").directory("/run/lock");

    assertThat(withConfigurationChanged("mkdir -p /run/php", files))
        .contains("RUN install -d -m 755 /run/php\n");
  }

  @Test
  void theListOfAccountsIsThatOfTheLastStage() {
    assertThat(withConfigurationChanged("./install-more", server())).doesNotContain("/etc/passwd");
  }

  @Test
  void theLinkerIsToldOfCopiedLibraries() {
    entrypoint = List.of("/usr/local/bin/greeter");
    layer("ADD file:" + HASH + " in /").layer("RUN /bin/sh -c make install && ldconfig # buildkit");
    RootFixture files =
        new RootFixture()
            .file("/etc/os-release", OS)
            .elf("/sbin/ldconfig", "")
            .layer()
            .elf("/usr/local/bin/greeter", "", "libgreet.so")
            .elf("/usr/local/lib/libgreet.so", "")
            .file("/etc/ld.so.cache", "of the first stage");

    assertThat(refactoring(files, Optional.of("debian:12")).dockerfile())
        .contains("RUN ldconfig\n")
        .doesNotContain("ld.so.cache");
  }

  @Test
  void recommendedPackagesThatTheBuildCallsAreNamedAndNoOthers() {
    entrypoint = List.of("/usr/local/bin/greeter");
    layer("ADD file:" + HASH + " in /")
        .layer("RUN /bin/sh -c apt-get update && apt-get install -y cmake # buildkit")
        .layer("RUN /bin/sh -c cmake . && make install # buildkit");
    String installed = "Status: install ok installed\nArchitecture: amd64\nVersion: 1\n";
    RootFixture files =
        new RootFixture()
            .file("/etc/os-release", OS)
            .layer()
            .elf("/usr/bin/make", "")
            .file(
                "/var/lib/dpkg/status",
                "Package: cmake\nRecommends: make, manpages-dev, less\n"
                    + installed
                    + "\nPackage: make\n"
                    + installed
                    + "\nPackage: less\n"
                    + installed
                    + "\nPackage: manpages-dev\n"
                    + installed
                    + "\n")
            .file("/var/lib/dpkg/info/make.list", "/usr/bin/make\n")
            .layer()
            .elf("/usr/local/bin/greeter", "");

    Refactoring refactoring = refactoring(files, Optional.of("debian:12"));

    String command = "apt-get install -y --no-install-recommends cmake make";
    assertThat(refactoring.dockerfile()).contains(command + " \\\n");
    assertThat(refactoring.patch())
        .extracting(PatchStep::replacement)
        .contains("RUN apt-get update && " + command);
  }

  private String onAlpine(RootFixture files) {
    entrypoint = List.of("/usr/sbin/nginx");
    layer("ADD file:" + HASH + " in /")
        .layer("RUN /bin/sh -c apt-get update && apt-get install -y nginx # buildkit");
    Base base =
        new Base(
            Optional.of("debian:12"), 1, Optional.of(new Base.Published("nginx:alpine", true)));
    return refactoring(files, base).dockerfile();
  }

  @Test
  void aBaseWithAnotherPackageManagerInstallsNothingOfTheOriginals() {
    String dockerfile = onAlpine(server().file("/etc/nginx/conf.d/site.conf", "server {}"));

    assertThat(dockerfile.substring(dockerfile.indexOf("FROM nginx:alpine")))
        .doesNotContain("apt-get");
  }

  @Test
  void aServerWhoseSitesOnlyItsDistributionReadsStaysOnTheDistribution() {
    assertThat(onAlpine(server().file("/etc/nginx/sites-enabled/site", "server {}")))
        .doesNotContain("FROM nginx:alpine")
        .contains("install -y --no-install-recommends nginx");
  }
}
