package dev.imageaudit.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.image.FailureReason;
import org.junit.jupiter.api.Test;

class RegistryCatalogueTest extends RegistryFixture {
  @Test
  void repositoriesAreListedOverAllPages() throws Exception {
    for (int i = 0; i < 7; i++) {
      registry.image("shop/api-" + i, "1", TAR);
    }
    registry.pageBy(3);

    assertThat(new RegistryCatalogue(client).repositories(registry.host()))
        .hasSize(7)
        .contains("shop/api-0", "shop/api-6")
        .isSorted();
    assertThat(registry.seen()).hasSize(3);
  }

  @Test
  void tagsAreListedOverAllPages() throws Exception {
    for (int i = 0; i < 5; i++) {
      registry.image("shop/api", "1." + i, TAR);
    }
    registry.pageBy(2);

    assertThat(new RegistryCatalogue(client).tags(registry.host(), "shop/api"))
        .containsExactly("1.0", "1.1", "1.2", "1.3", "1.4");
  }

  @Test
  void aRepositoryWhoseTagsAreAllDeletedHasNone() throws Exception {
    registry.script(".*", 1, Fault.statusWithBody(200, "{\"name\":\"shop/api\",\"tags\":null}"));

    assertThat(new RegistryCatalogue(client).tags(registry.host(), "shop/api")).isEmpty();
  }

  @Test
  void aRegistryWithoutACatalogueSaysSo() {
    registry.script(".*", 1, Fault.status(404));

    assertFails(
        FailureReason.NOT_FOUND,
        "answers 404 to its list of repositories",
        () -> new RegistryCatalogue(client).repositories(registry.host()));
  }

  @Test
  void theCatalogueNeedsATokenOfItsOwn() throws Exception {
    FakeLogin login = FakeLogin.anonymousTokens();
    registry.requireLogin(login);
    registry.image("shop/api", "1", TAR);

    assertThat(new RegistryCatalogue(client).repositories(registry.host())).hasSize(1);
    assertThat(login.scopes()).containsExactly("registry:catalog:*");
  }

  @Test
  void aListThatLeadsInCirclesEnds() throws Exception {
    registry.script(
        ".*",
        100,
        (exchange, content) -> {
          exchange.getResponseHeaders().add("Link", "</v2/_catalog?last=a>; rel=next");
          Fault.statusWithBody(200, "{\"repositories\":[\"a\"]}").answer(exchange, content);
        });

    assertThat(new RegistryCatalogue(client).repositories(registry.host())).containsExactly("a");
    assertThat(registry.seen()).hasSize(2);
  }

  @Test
  void aListThatNeverEndsIsGivenUp() {
    registry.script(
        ".*",
        10_000,
        (exchange, content) -> {
          String page = exchange.getRequestURI().getQuery().replaceAll("\\D", "");
          StringBuilder names = new StringBuilder("\"x\"");
          for (int i = 0; i < 20_000; i++) {
            names.append(",\"n").append(page).append('-').append(i).append('"');
          }
          exchange
              .getResponseHeaders()
              .add("Link", "</v2/_catalog?last=" + page + "1>; rel=\"next\"");
          Fault.statusWithBody(200, "{\"repositories\":[" + names + "]}").answer(exchange, content);
        });

    assertFails(
        FailureReason.LIMIT_EXCEEDED,
        "lists more than 200000 repositories",
        () -> new RegistryCatalogue(client).repositories(registry.host()));
  }

  @Test
  void whatIsNoRegistryIsNotAsked() {
    assertFails(
        FailureReason.INVALID_REFERENCE,
        "malformed registry host",
        () -> new RegistryCatalogue(client).repositories("example.com/../x"));
  }
}
