/**
 * What an image ships that only its build needed, found by knowledge that is data; it imports
 * {@code oci}, {@code image}, {@code filesystem} and {@code packages}.
 */
@NullMarked
package dev.imageaudit.detect;

import org.jspecify.annotations.NullMarked;
