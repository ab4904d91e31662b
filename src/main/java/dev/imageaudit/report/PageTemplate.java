package dev.imageaudit.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The page around the data: its markup, style and script, which are files beside this class. A
 * policy in it lets the browser run that script alone and load nothing.
 */
final class PageTemplate {
  private static final List<String> SCRIPTS =
      List.of(
          "basics.js", "plans.js", "fleet.js", "treemap.js", "charts.js", "image.js", "main.js");
  private static final String DATA = "@DATA@";

  private final String markup;
  private final String style;
  private final String script;

  private PageTemplate(String markup, String style, String script) {
    this.markup = markup;
    this.style = style;
    this.script = script;
  }

  static PageTemplate load() {
    String script =
        SCRIPTS.stream().map(PageTemplate::read).collect(Collectors.joining("\n", "\n", ""));
    return new PageTemplate(
        read("page.html"),
        "\n" + read("page.css"),
        "\n'use strict';\n(() => {" + script + "})();\n");
  }

  /** What writes the data. */
  @FunctionalInterface
  interface Data {
    void write() throws IOException;
  }

  /**
   * Writes the page to {@code out}.
   *
   * @param isSplit whether it loads scripts from beside it
   */
  void write(OutputStream out, boolean isSplit, Data data) throws IOException {
    String page =
        markup
            .replace("@POLICY@", policy(isSplit))
            .replace("@STYLE@", style)
            .replace("@SCRIPT@", script);
    int place = page.indexOf(DATA);
    out.write(page.substring(0, place).getBytes(UTF_8));
    data.write();
    out.write(page.substring(place + DATA.length()).getBytes(UTF_8));
  }

  private String policy(boolean isSplit) {
    return "default-src 'none'; script-src '%s'%s; style-src '%s'; img-src data:; base-uri 'none'; form-action 'none'"
        .formatted(hash(script), isSplit ? " 'self' file:" : "", hash(style));
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(String name) {
    try (InputStream in =
        Objects.requireNonNull(PageTemplate.class.getResourceAsStream("page/" + name), name)) {
      return new String(in.readAllBytes(), UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
