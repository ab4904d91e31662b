/**
 * Who owns a file, and what is installed: the databases of dpkg, apk and rpm, and the manifests
 * that languages' package managers leave; it imports {@code oci}, {@code image} and {@code
 * filesystem}.
 */
@NullMarked
package dev.imageaudit.packages;

import org.jspecify.annotations.NullMarked;
