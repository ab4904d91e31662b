/**
 * One image from name to result, then the fleet of them; it imports every package but {@code
 * report} and {@code cli}.
 */
@NullMarked
package dev.imageaudit.audit;

import org.jspecify.annotations.NullMarked;
