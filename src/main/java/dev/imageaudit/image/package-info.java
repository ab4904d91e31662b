/** The seam between where images are and what is done with them; it imports {@code oci} alone. */
@NullMarked
package dev.imageaudit.image;

import org.jspecify.annotations.NullMarked;
