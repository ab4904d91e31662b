/**
 * One stream, one pass, the facts of a layer; layers applied in order, one root filesystem. It
 * imports {@code oci} and {@code image}.
 */
@NullMarked
package dev.imageaudit.filesystem;

import org.jspecify.annotations.NullMarked;
