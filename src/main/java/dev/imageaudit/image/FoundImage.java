package dev.imageaudit.image;

import dev.imageaudit.oci.Platform;
import java.util.Optional;

/** An image that a name stands for, not yet opened: of an index, one for each platform. */
public interface FoundImage {
  /** What the index says that it runs on; empty where there is no index. */
  Optional<Platform> platform();

  /** Reads manifest and configuration, and verifies them. */
  Image open() throws ImageException;
}
