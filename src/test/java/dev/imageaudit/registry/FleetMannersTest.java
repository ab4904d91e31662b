package dev.imageaudit.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imageaudit.image.Image;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a registry sees of many threads. */
class FleetMannersTest extends RegistryFixture {
  private static final int IMAGES = 40;

  private final ExecutorService threads = Executors.newFixedThreadPool(16);

  @AfterEach
  void stopTheThreads() {
    threads.shutdownNow();
  }

  private List<Image> openAll() throws Exception {
    List<Future<Image>> images = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      String name = "shop/api-" + i + ":1";
      registry.image("shop/api-" + i, "1", TAR);
      images.add(threads.submit(() -> open(name)));
    }
    List<Image> opened = new ArrayList<>();
    for (Future<Image> image : images) {
      opened.add(image.get());
    }
    return opened;
  }

  @Test
  void allImagesAreOpenedThoughTheRegistryRefusesManyRequests() throws Exception {
    reopen(registry.access().withRetryPolicy(RetryPolicy.DEFAULT.withRetries(30)));
    registry.script("HEAD .*", 30, Fault.status(429, "Retry-After", "1"));

    assertThat(openAll()).hasSize(IMAGES);
    assertThat(registry.seen("HEAD .*")).hasSize(IMAGES + 30);
  }

  @Test
  void noMoreRequestsAreUnderWayThanConnectionsAreAllowed() throws Exception {
    reopen(registry.access().withLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), 2));
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    registry.script(
        "GET .*/blobs/.*",
        IMAGES,
        (exchange, content) -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          LockSupport.parkNanos(2_000_000);
          underWay.decrementAndGet();
          FakeAnswers.send(exchange, 200, content);
        });

    openAll();

    assertThat(most.get()).isLessThanOrEqualTo(2);
    assertThat(registry.connections()).isLessThanOrEqualTo(2);
  }

  @Test
  void threadsThatNeedTheSameTokenFetchItOnce() throws Exception {
    FakeLogin login = FakeLogin.anonymousTokens();
    registry.requireLogin(login);
    registry.image("shop/api", "1", TAR);

    List<Future<Image>> images = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      images.add(threads.submit(() -> open("shop/api:1")));
    }
    for (Future<Image> image : images) {
      image.get();
    }

    assertThat(login.scopes()).hasSize(1);
  }
}
