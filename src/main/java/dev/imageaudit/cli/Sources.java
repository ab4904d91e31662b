package dev.imageaudit.cli;

import dev.imageaudit.audit.ImageSources;
import dev.imageaudit.image.Catalogue;
import dev.imageaudit.image.ImageName;
import dev.imageaudit.image.ImageSource;
import dev.imageaudit.local.DaemonImageSource;
import dev.imageaudit.local.DockerArchiveImageSource;
import dev.imageaudit.local.OciLayoutImageSource;
import dev.imageaudit.registry.RegistryAccess;
import dev.imageaudit.registry.RegistryCatalogue;
import dev.imageaudit.registry.RegistryClient;
import dev.imageaudit.registry.RegistryImageSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Every place that images come from, set up as the options say. */
record Sources(ImageSource images, Catalogue catalogue, RegistryClient client)
    implements Closeable {

  /**
   * How registries are reached.
   *
   * @param timeout how long one may be silent
   */
  record Access(
      Optional<Path> caFile, Set<String> insecureHosts, int connections, Duration timeout) {}

  /**
   * Opens them.
   *
   * @throws UsageException where an option's file cannot be used
   */
  static Sources open(Access options, Map<String, String> environment) throws UsageException {
    RegistryAccess access =
        RegistryAccess.defaults(Main.tool().name() + "/" + Main.tool().version(), environment)
            .withInsecureHosts(options.insecureHosts());
    access = access.withLimits(access.connectTimeout(), options.timeout(), options.connections());
    if (options.caFile().isPresent()) {
      access = access.withCaFile(options.caFile().get());
    }
    RegistryClient client;
    try {
      client = RegistryClient.open(access);
    } catch (IOException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
    Supplier<ImageSource> layouts = OciLayoutImageSource::new;
    return new Sources(
        new ImageSources(
            Map.of(
                ImageName.InRegistry.class,
                () -> new RegistryImageSource(client),
                ImageName.InLayout.class,
                layouts,
                ImageName.InOciArchive.class,
                layouts,
                ImageName.InDockerArchive.class,
                DockerArchiveImageSource::new,
                ImageName.InDaemon.class,
                DaemonImageSource::new)),
        new RegistryCatalogue(client),
        client);
  }

  @Override
  public void close() throws IOException {
    try (client) {
      images.close();
    }
  }
}
