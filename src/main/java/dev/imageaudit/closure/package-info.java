/**
 * What running needs, and why; it imports {@code oci}, {@code image}, {@code filesystem}, {@code
 * packages} and {@code detect}.
 */
@NullMarked
package dev.imageaudit.closure;

import org.jspecify.annotations.NullMarked;
