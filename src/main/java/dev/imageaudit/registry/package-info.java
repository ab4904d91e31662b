/**
 * Images over the network, by the OCI distribution protocol; it imports {@code oci} and {@code
 * image}.
 */
@NullMarked
package dev.imageaudit.registry;

import org.jspecify.annotations.NullMarked;
