/**
 * The OCI image specification's documents as records; it does no I/O and imports no other package.
 */
@NullMarked
package dev.imageaudit.oci;

import org.jspecify.annotations.NullMarked;
