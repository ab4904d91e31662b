package dev.imageaudit.audit;

/**
 * One image that is to be audited.
 *
 * @param reference the name that its row in the reports has
 * @param name the name to look it up by: the reference, or that with a digest which pins it
 */
public record Target(String reference, String name, Labels labels) {}
