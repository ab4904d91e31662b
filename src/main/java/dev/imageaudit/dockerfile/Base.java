package dev.imageaudit.dockerfile;

import java.util.Optional;

/**
 * What is known of the image that another was built on.
 *
 * @param name its reference; empty where nothing proves it
 * @param layers how many layers it brought; zero where that is not known
 */
public record Base(Optional<String> name, int layers) {}
