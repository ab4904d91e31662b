/**
 * The books, the projections and the verdict of one image; it imports every package but {@code
 * audit}, {@code report}, {@code cli} and those where images are.
 */
@NullMarked
package dev.imageaudit.estimate;

import org.jspecify.annotations.NullMarked;
