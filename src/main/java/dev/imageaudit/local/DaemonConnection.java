package dev.imageaudit.local;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.time.Duration;

/**
 * The Docker daemon that the environment names ({@code DOCKER_HOST} and its companions).
 *
 * @param address where it is, for messages
 */
public record DaemonConnection(DockerClient client, String address) {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** The daemon may need long to begin an export, for it writes a large image to disk first. */
  private static final Duration RESPONSE_TIMEOUT = Duration.ofMinutes(10);

  /** A client; nothing is asked of the daemon yet. */
  public static DaemonConnection open() {
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder().build();
    DockerClient client =
        DockerClientImpl.getInstance(
            config,
            new ApacheDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .connectionTimeout(CONNECT_TIMEOUT)
                .responseTimeout(RESPONSE_TIMEOUT)
                .build());
    return new DaemonConnection(client, String.valueOf(config.getDockerHost()));
  }
}
