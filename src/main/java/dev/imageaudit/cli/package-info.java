/** Options to calls: the only package that prints; it may import every other. */
@NullMarked
package dev.imageaudit.cli;

import org.jspecify.annotations.NullMarked;
