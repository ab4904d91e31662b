package dev.imageaudit.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NextPageTest {
  private static final URI PAGE = URI.create("https://r.example.com:5000/v2/_catalog?n=2");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "</v2/_catalog?last=b&n=2>; rel=\"next\"|/v2/_catalog?last=b&n=2",
        "<https://r.example.com:5000/v2/_catalog?last=b>; rel=next|/v2/_catalog?last=b",
        "<?last=a%2Fb>;rel=\"next\"|/v2/?last=a%2Fb",
        "</first>; rel=\"first\", </second>; title=\"x\"; rel=\"next\"|/second",
        "</second>; REL=\"last next\"|/second",
      })
  void theLinkToTheNextPageIsFound(String header, String path) {
    assertThat(NextPage.path(PAGE, header)).contains(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "</v2/_catalog>; rel=\"prev\"",
        "</v2/_catalog>; rel=\"nextish\"",
        "</v2/_catalog?rel=next>",
        "<https://evil.example.net/v2/_catalog>; rel=\"next\"",
        "<https://r.example.com/v2/_catalog>; rel=\"next\"",
        "<:::>; rel=\"next\"",
      })
  void whatLeadsNowhereOrToAnotherServerIsNotFollowed(String header) {
    assertThat(NextPage.path(PAGE, header)).isEmpty();
  }
}
