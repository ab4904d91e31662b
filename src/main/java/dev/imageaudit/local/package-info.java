/**
 * Images that are here already: OCI layouts, archives, the Docker daemon; it imports {@code oci}
 * and {@code image}.
 */
@NullMarked
package dev.imageaudit.local;

import org.jspecify.annotations.NullMarked;
