package dev.imageaudit.dockerfile;

import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.Reference;
import java.util.Optional;

/**
 * What is known of the image that another was built on, and of the one that it may run on.
 *
 * @param name its reference; empty where nothing proves it
 * @param layers how many layers it brought; zero where that is not known
 * @param runtime the published image that the projection {@code runtime-base} stands on; empty
 *     where that stands on the image's own first layers
 */
public record Base(Optional<String> name, int layers, Optional<Published> runtime) {

  /**
   * A published image to run on.
   *
   * @param bringsLanguage whether it has the language's runtime, and not the distribution alone
   */
  public record Published(String name, boolean bringsLanguage) {}

  /** One of which nothing is known that the image may run on. */
  public Base(Optional<String> name, int layers) {
    this(name, layers, Optional.empty());
  }

  public Base withRuntime(Optional<Published> published) {
    return new Base(name, layers, published);
  }

  /**
   * The same, by digest where the image's annotations say of this very name which digest it had.
   *
   * @param claimed the name that they have
   * @param digest as they have it
   */
  public Base pinned(Optional<String> claimed, Optional<String> digest) {
    boolean isTheSame =
        name.isPresent()
            && digest.isPresent()
            && !name.get().contains("@")
            && claimed.filter(other -> isSame(other, name.get())).isPresent()
            && isDigest(digest.get());
    return isTheSame
        ? new Base(Optional.of(name.get() + "@" + digest.get()), layers, runtime)
        : this;
  }

  private static boolean isSame(String one, String other) {
    try {
      return Reference.parse(one).equals(Reference.parse(other));
    } catch (IllegalArgumentException e) {
      return false; // an annotation may hold anything
    }
  }

  private static boolean isDigest(String text) {
    try {
      return Digest.parse(text).toString().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
