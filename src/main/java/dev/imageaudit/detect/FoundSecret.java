package dev.imageaudit.detect;

import java.util.OptionalInt;

/**
 * A secret, without itself.
 *
 * @param finding takes no path along: the file may be needed, or be seen no more
 * @param layer the index of the layer that holds it; empty where only the configuration does
 */
public record FoundSecret(Finding finding, OptionalInt layer) {}
