/** What people and programs read; it imports every package but {@code cli}. */
@NullMarked
package dev.imageaudit.report;

import org.jspecify.annotations.NullMarked;
