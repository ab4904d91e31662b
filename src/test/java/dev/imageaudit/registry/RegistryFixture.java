package dev.imageaudit.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imageaudit.image.FailureReason;
import dev.imageaudit.image.Image;
import dev.imageaudit.image.ImageException;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.PlatformSelector;
import dev.imageaudit.oci.Platform;
import dev.imageaudit.oci.Reference;
import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** A registry in memory, time that passes when it is slept, and a client of both. */
abstract class RegistryFixture {
  static final byte[] TAR = new byte[10_240];

  final FakeRegistry registry = FakeRegistry.start();
  final FakeTime time = new FakeTime();
  RegistryClient client = newClient(registry.access());
  RegistryImageSource source = new RegistryImageSource(client);

  /** From now on, the client is another one. */
  final void reopen(RegistryAccess access) throws IOException {
    source.close();
    client = newClient(access);
    source = new RegistryImageSource(client);
  }

  private RegistryClient newClient(RegistryAccess access) {
    try {
      return new RegistryClient(access, time);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() throws IOException {
    source.close();
    registry.close();
  }

  final Image open(String name) throws ImageException {
    return openIn(registry.host(), name);
  }

  final Image openIn(String host, String name) throws ImageException {
    return source
        .find(
            new ImageName.InRegistry(Reference.parse(host + "/" + name)),
            new PlatformSelector.One(Platform.LINUX_AMD64))
        .get(0)
        .open();
  }

  static void assertFails(FailureReason reason, String words, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ImageException.class,
            e -> {
              assertThat(e.getMessage()).contains(words);
              assertThat(e.reason()).isEqualTo(reason);
            });
  }
}
