package dev.imageaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> KNOWN = List.of("json", "jsonl", "sarif", "markdown", "xlsx");

  @ParameterizedTest
  @CsvSource({"jsn, json", "sarfi, sarif", "JSONL, jsonl", "mark, markdown", "xls, xlsx"})
  void theNearestWordIsSuggested(String written, String meant) {
    assertThat(Suggestion.of(written, KNOWN)).contains(meant);
  }

  @Test
  void nothingIsSuggestedWhereNothingIsNear() {
    assertThat(Suggestion.of("yaml", KNOWN)).isEmpty();
    assertThat(Suggestion.of("", KNOWN)).isEmpty();
  }
}
