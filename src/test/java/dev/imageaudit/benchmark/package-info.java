/** What a run takes, beside what other programs take for the same; never part of a plain build. */
@NullMarked
package dev.imageaudit.benchmark;

import org.jspecify.annotations.NullMarked;
