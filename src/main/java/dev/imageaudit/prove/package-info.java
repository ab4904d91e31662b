/**
 * Projected images, written and run; it imports every package but {@code report} and {@code cli}.
 */
@NullMarked
package dev.imageaudit.prove;

import org.jspecify.annotations.NullMarked;
