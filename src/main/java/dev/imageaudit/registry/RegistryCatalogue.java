package dev.imageaudit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.imageaudit.image.Catalogue;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.oci.Reference;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What registries list, page by page. */
public final class RegistryCatalogue implements Catalogue {
  private static final int PAGE = 1_000;
  private static final int MAX_PAGE_BYTES = 16 << 20;
  private static final int MAX_NAMES = 200_000;
  private static final JsonMapper JSON = new JsonMapper();

  private final RegistryClient client;

  /** The catalogues of the registries that {@code client} reaches. */
  public RegistryCatalogue(RegistryClient client) {
    this.client = client;
  }

  @Override
  public List<String> repositories(String registry) throws ImageException {
    Reference checked = checked(registry, "any");
    return list(
        RegistryRequest.get(
            checked.registry(), "", "/v2/_catalog?n=" + PAGE, "its list of repositories"),
        "repositories");
  }

  @Override
  public List<String> tags(String registry, String repository) throws ImageException {
    Reference checked = checked(registry, repository);
    return list(
        RegistryRequest.get(
            checked.registry(),
            checked.repository(),
            "/v2/" + checked.repository() + "/tags/list?n=" + PAGE,
            "the tags of " + checked.repository()),
        "tags");
  }

  private static Reference checked(String registry, String repository) throws ImageException {
    try {
      return new Reference(registry, repository, Optional.empty(), Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new ImageException(FailureReason.INVALID_REFERENCE, String.valueOf(e.getMessage()), e);
    }
  }

  private List<String> list(RegistryRequest first, String field) throws ImageException {
    Set<String> names = new TreeSet<>();
    Set<String> visited = new HashSet<>();
    Optional<String> path = Optional.of(first.path());
    while (path.isPresent() && visited.add(path.get())) {
      Received page = client.receive(first.withPath(path.get()), MAX_PAGE_BYTES);
      int before = names.size();
      addNames(first, field, page.body(), names);
      path =
          names.size() == before
              ? Optional.empty() // a page without news is the last, whatever it says
              : page.header("Link").flatMap(link -> NextPage.path(page.uri(), link));
    }
    return List.copyOf(names);
  }

  private static void addNames(
      RegistryRequest request, String field, byte[] body, Set<String> names) throws ImageException {
    JsonNode list;
    try {
      list = JSON.readTree(body).path(field);
    } catch (IOException e) {
      throw new ImageException(
          FailureReason.INVALID_DOCUMENT,
          request.registry() + " answers to " + request.subject() + " with no JSON",
          e);
    }
    for (JsonNode name : list) {
      if (name.isTextual()) {
        names.add(name.textValue());
      }
      if (names.size() > MAX_NAMES) {
        throw new ImageException(
            FailureReason.LIMIT_EXCEEDED,
            request.registry() + " lists more than " + MAX_NAMES + " " + field);
      }
    }
  }
}
