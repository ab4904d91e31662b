package dev.imageaudit.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.filesystem.TarBuilder;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.Image;
import dev.imageaudit.oci.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedirectTest extends RegistryFixture {
  private static final String BLOB = "GET .*/blobs/.*";

  private final FakeRegistry storage = FakeRegistry.start();

  @TempDir Path directory;

  @AfterEach
  void closeTheStorage() {
    storage.close();
  }

  /** An image whose registry is logged in to, and whose layer the storage has. */
  private Image openWithPassword() throws Exception {
    Path file = directory.resolve("config.json");
    Files.writeString(
        file,
        "{\"auths\":{\"%s\":{\"username\":\"robot\",\"password\":\"s3cret\"}}}"
            .formatted(registry.host()));
    reopen(registry.access().withCredentialFiles(List.of(file)));
    registry.requireLogin(FakeLogin.basic("robot:s3cret"));
    registry.image("shop/api", "1", TAR);
    storage.image("bucket", "1", TAR);
    return open("shop/api:1");
  }

  private String stored() {
    Digest digest = Digest.sha256Of(TarBuilder.gzip(TAR));
    return "http://" + storage.host() + "/v2/bucket/blobs/" + digest;
  }

  @Test
  void anotherServerDeliversABlobAndSeesNoCredentials() throws Exception {
    Image image = openWithPassword();
    registry.script(BLOB, 1, Fault.redirect(stored() + "?signature=a%2Fb"));

    assertThat(Layers.read(image, 0)).isEqualTo(TarBuilder.gzip(TAR));
    assertThat(storage.seen()).hasSize(1);
    assertThat(storage.seen().get(0).header("authorization")).isEmpty();
    assertThat(storage.seen().get(0).path()).endsWith("?signature=a%2Fb");
  }

  @Test
  void theSameServerSeesTheCredentialsAgain() throws Exception {
    Image image = openWithPassword();
    Digest digest = Digest.sha256Of(TarBuilder.gzip(TAR));
    registry.script(BLOB, 1, Fault.redirect("/v2/shop/api/blobs/" + digest));

    assertThat(Layers.read(image, 0)).isEqualTo(TarBuilder.gzip(TAR));
  }

  @Test
  void aBrokenDownloadFromAnotherServerIsContinuedThroughTheRegistry() throws Exception {
    Image image = openWithPassword();
    registry.script(BLOB, 2, Fault.redirect(stored()));
    storage.script(BLOB, 1, Fault.cutAfter(10));

    assertThat(Layers.read(image, 0)).isEqualTo(TarBuilder.gzip(TAR));
    assertThat(storage.seen().get(1).header("range")).contains("bytes=10-");
  }

  @Test
  void aChallengeOfAnotherServerIsNotAnswered() throws Exception {
    Image image = openWithPassword();
    registry.script(BLOB, 1, Fault.redirect(stored()));
    storage.script(".*", 9, Fault.status(401, "WWW-Authenticate", "Basic realm=\"x\""));

    assertFails(
        FailureReason.UNAUTHORIZED,
        storage.host() + " answers 401 to the layer",
        () -> Layers.read(image, 0));
    assertThat(storage.seen()).hasSize(1);
  }

  @Test
  void redirectsWithoutEndAreGivenUp() throws Exception {
    Image image = openWithPassword();
    registry.script(BLOB, 100, Fault.redirect("?again"));

    assertFails(
        FailureReason.SERVER_ERROR, "redirects more than 5 times", () -> Layers.read(image, 0));
  }

  @Test
  void aRedirectToAFileIsNotFollowed() throws Exception {
    Image image = openWithPassword();
    registry.script(BLOB, 1, Fault.redirect("file:///etc/passwd"));

    assertFails(FailureReason.SERVER_ERROR, "not followed", () -> Layers.read(image, 0));
  }

  @Test
  void aRedirectToNowhereIsNotFollowed() throws Exception {
    Image image = openWithPassword();
    registry.script(BLOB, 1, Fault.redirect("http://[not a url"));

    assertFails(FailureReason.SERVER_ERROR, "no URL", () -> Layers.read(image, 0));
  }

  @Test
  void challengesAndRedirectsLeaveTheConnectionUsable() throws Exception {
    Image image = openWithPassword();
    for (int i = 0; i < 5; i++) {
      registry.script(
          BLOB,
          1,
          (exchange, content) -> {
            exchange.getResponseHeaders().add("Location", stored());
            Fault.statusWithBody(302, "Found").answer(exchange, content);
          });
      Layers.read(image, 0);
    }

    assertThat(registry.connections()).isEqualTo(1);
    assertThat(storage.connections()).isEqualTo(1);
  }
}
