/** The program as its users run it, on images that a real daemon built, from real registries. */
@NullMarked
package dev.imageaudit.integration;

import org.jspecify.annotations.NullMarked;
