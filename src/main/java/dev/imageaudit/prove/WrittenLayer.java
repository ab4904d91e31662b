package dev.imageaudit.prove;

import dev.imageaudit.oci.Descriptor;
import dev.imageaudit.oci.DiffId;

/**
 * A layer of a projected image, as it is written.
 *
 * @param streamBytes the length of its uncompressed tar stream
 */
public record WrittenLayer(Descriptor blob, DiffId diffId, long streamBytes) {}
