package dev.imageaudit.audit;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.smile.SmileFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.imageaudit.image.FailureReason;
import dev.imageaudit.oci.DiffId;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.Platform;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * How an {@link AuditOutcome} is written and read back: as JSON in the report, as Smile (the same
 * in binary) where a run keeps its results on disk. Digests, platforms and codes are texts, what is
 * absent is left out.
 */
public final class OutcomeFormat {
  private OutcomeFormat() {}

  /** For text that programs read. */
  public static ObjectMapper json() {
    return configured(
        ((JsonFactoryBuilder) JsonFactory.builder())
            .characterEscapes(new VisibleEscapes(""))
            .build());
  }

  /** For text inside a web page, where nothing in it may end or begin an element. */
  public static ObjectMapper html() {
    return configured(
        ((JsonFactoryBuilder) JsonFactory.builder())
            .characterEscapes(new VisibleEscapes("<>&"))
            .build());
  }

  /** For a run's own files. */
  public static ObjectMapper smile() {
    return configured(new SmileFactory());
  }

  private static ObjectMapper configured(JsonFactory factory) {
    return new ObjectMapper(factory)
        .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
        .setVisibility(PropertyAccessor.GETTER, Visibility.NONE)
        .setVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
        .setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT)
        .registerModule(new Jdk8Module())
        .registerModule(texts());
  }

  private static SimpleModule texts() {
    SimpleModule module = new SimpleModule("outcomes");
    addText(module, Digest.class, Digest::toString, Digest::parse);
    addText(module, DiffId.class, DiffId::toString, DiffId::parse);
    addText(module, Platform.class, Platform::toString, OutcomeFormat::platform);
    addText(module, FailureReason.class, FailureReason::code, OutcomeFormat::reason);
    addText(module, Instant.class, Instant::toString, Instant::parse);
    addText(module, String.class, UnicodeText::wellFormed, Function.identity());
    module.addSerializer(Labels.class, new LabelsFormat.Writer());
    module.addDeserializer(Labels.class, new LabelsFormat.Reader());
    return module;
  }

  /** Unlike {@link Platform#parse} it accepts whatever an image claims: its parts may be empty. */
  private static Platform platform(String text) {
    String[] parts = text.split("/", 3);
    return new Platform(
        parts[0],
        parts.length > 1 ? parts[1] : "",
        parts.length > 2 ? Optional.of(parts[2]) : Optional.empty());
  }

  private static FailureReason reason(String code) {
    return FailureReason.valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static <T> void addText(
      SimpleModule module, Class<T> type, Function<T, String> print, Function<String, T> parse) {
    module.addSerializer(type, new TextWriter<>(print));
    module.addDeserializer(type, new TextReader<>(parse));
  }

  private static final class TextWriter<T> extends JsonSerializer<T> {
    private final Function<T, String> print;

    TextWriter(Function<T, String> print) {
      this.print = print;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider context)
        throws IOException {
      out.writeString(print.apply(value));
    }
  }

  private static final class TextReader<T> extends JsonDeserializer<T> {
    private final Function<String, T> parse;

    TextReader(Function<String, T> parse) {
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return parse.apply(in.getValueAsString(""));
    }
  }
}
