package dev.imageaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.oci.Platform;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeFormatTest {
  @Test
  void everyKindOfOutcomeComesBackAsItWasWritten() throws IOException {
    for (AuditOutcome outcome : FakeOutcomes.all()) {
      assertThat(roundTrip(OutcomeFormat.smile(), outcome)).isEqualTo(outcome);
      assertThat(roundTrip(OutcomeFormat.json(), outcome)).isEqualTo(outcome);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonComesBack(FailureReason reason) throws IOException {
    assertThat(roundTrip(OutcomeFormat.smile(), failed("x", reason, "")))
        .isEqualTo(failed("x", reason, ""));
  }

  @Property(tries = 200)
  void whateverTextAnImageHoldsIsWrittenAndComesBack(
      @ForAll String text, @ForAll String os, @ForAll String variant) throws IOException {
    TreeMap<String, String> others = new TreeMap<>();
    others.put("x" + text, text);
    Platform platform = new Platform(os, "amd64", Optional.of(variant));
    AuditOutcome back =
        roundTrip(
            OutcomeFormat.smile(),
            new AuditOutcome.Failed(
                text,
                Optional.empty(),
                Optional.of(platform),
                new Labels(
                    Optional.of(text),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    others),
                new AuditOutcome.Failure(Stage.LIST, FailureReason.NOT_FOUND, text)));
    String wellFormed = UnicodeText.wellFormed(text);
    assertThat(back.reference()).isEqualTo(wellFormed);
    assertThat(back.labels().others()).containsEntry("x" + wellFormed, wellFormed);
    assertThat(back.platform().map(Platform::toString))
        .contains(UnicodeText.wellFormed(platform.toString()));
  }

  @Test
  void halfOfASurrogatePairIsReplacedAndAWholeOneKept() {
    assertThat(UnicodeText.wellFormed("a\uD83Db")).isEqualTo("a\uFFFDb");
    assertThat(UnicodeText.wellFormed("a\uD83D\uDE00b")).isEqualTo("a\uD83D\uDE00b");
  }

  @Test
  void valuesAreTextsCodesAndFlatLabels() throws IOException {
    JsonNode image = OutcomeFormat.json().valueToTree(FakeOutcomes.audited());

    assertThat(image.at("/status").asText()).isEqualTo("audited");
    assertThat(image.at("/platform").asText()).isEqualTo("linux/arm64/v8");
    assertThat(image.at("/layers/0/digest").asText()).startsWith("sha256:");
    assertThat(image.at("/layers/0/diffId").asText()).startsWith("sha256:");
    assertThat(image.at("/labels/instances").asLong()).isEqualTo(12);
    assertThat(image.at("/labels/costCentre").asText()).isEqualTo("-4711");
    assertThat(image.at("/findings/0/package").asText()).isEqualTo("gcc-12 12.2.0-14");
  }

  @Test
  void whatIsAbsentIsLeftOutButEmptyListsStay() {
    JsonNode image = OutcomeFormat.json().valueToTree(FakeOutcomes.audited());

    assertThat(image.at("/labels").has("environment")).isFalse();
    assertThat(image.at("/base").has("claimed")).isFalse();
    assertThat(image.at("/verdict").has("candidate")).isFalse();
    assertThat(image.at("/findings/1").has("version")).isFalse();
    assertThat(image.at("/findings/1/evidence").isArray()).isTrue();
  }

  private static AuditOutcome failed(String reference, FailureReason reason, String message) {
    return new AuditOutcome.Failed(
        reference,
        Optional.empty(),
        Optional.empty(),
        Labels.NONE,
        new AuditOutcome.Failure(Stage.LIST, reason, message));
  }

  private static AuditOutcome roundTrip(ObjectMapper mapper, AuditOutcome outcome)
      throws IOException {
    byte[] written = mapper.writerFor(AuditOutcome.class).writeValueAsBytes(outcome);
    return mapper.readValue(written, AuditOutcome.class);
  }
}
