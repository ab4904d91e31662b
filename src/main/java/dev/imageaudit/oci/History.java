package dev.imageaudit.oci;

import java.util.Optional;

/**
 * What made one layer, or a change of the configuration alone.
 *
 * @param created when, as RFC 3339 writes it
 * @param createdBy the Dockerfile instruction as the builder recorded it; may be empty
 * @param emptyLayer whether it changed the configuration only, and no layer belongs to it
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md">OCI image spec,
 *     image configuration, history</a>
 */
public record History(
    Optional<String> created, String createdBy, Optional<String> comment, boolean emptyLayer) {}
