package dev.imageaudit.report;

import dev.imageaudit.report.CycloneDx.Licence;
import dev.imageaudit.report.CycloneDx.LicenceChoice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Licences as packages state them, told apart by SPDX's list.
 *
 * @see <a href="https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/">SPDX licence
 *     expressions</a>
 */
final class SpdxLicences {
  private static final Set<String> IDS = load();
  private static final Set<String> OPERATORS = Set.of("AND", "OR", "WITH");
  private static final Pattern TOKEN = Pattern.compile("[()]|[^()\\s]+");

  private SpdxLicences() {}

  /** {@code stated} as SPDX's identifier, as an expression of such, else as a mere name. */
  static LicenceChoice choice(String stated) {
    String licence = stated.strip();
    if (IDS.contains(licence)) {
      return new LicenceChoice(
          Optional.of(new Licence(Optional.of(licence), Optional.empty())), Optional.empty());
    }
    return isExpression(licence)
        ? new LicenceChoice(Optional.empty(), Optional.of(licence))
        : new LicenceChoice(
            Optional.of(new Licence(Optional.empty(), Optional.of(stated))), Optional.empty());
  }

  /** Whether identifiers and operators take turns, and each parenthesis has its other. */
  private static boolean isExpression(String text) {
    Matcher tokens = TOKEN.matcher(text);
    boolean wantsOperand = true;
    int depth = 0;
    while (tokens.find()) {
      String token = tokens.group();
      if (token.equals("(")) {
        depth++;
      } else if (token.equals(")")) {
        depth--;
      } else if (wantsOperand ? isIdentifier(token) : OPERATORS.contains(token)) {
        wantsOperand = !wantsOperand;
        continue;
      } else {
        return false;
      }
      if (depth < 0 || token.equals("(") != wantsOperand) {
        return false;
      }
    }
    return !wantsOperand && depth == 0;
  }

  private static boolean isIdentifier(String token) {
    return IDS.contains(token.endsWith("+") ? token.substring(0, token.length() - 1) : token);
  }

  private static Set<String> load() {
    try (InputStream in =
        Objects.requireNonNull(SpdxLicences.class.getResourceAsStream("spdx-licences.txt"))) {
      return Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
