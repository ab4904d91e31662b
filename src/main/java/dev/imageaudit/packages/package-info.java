/**
 * Who owns a file: the databases of Debian's and Alpine's package managers; it imports {@code oci},
 * {@code image} and {@code filesystem}.
 */
@NullMarked
package dev.imageaudit.packages;

import org.jspecify.annotations.NullMarked;
