/**
 * The refactored Dockerfile; it imports every package but {@code audit}, {@code report}, {@code
 * cli} and those where images are.
 */
@NullMarked
package dev.imageaudit.dockerfile;

import org.jspecify.annotations.NullMarked;
