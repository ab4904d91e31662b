package dev.imageaudit.report;

import dev.imageaudit.audit.FleetAudit;
import java.io.IOException;
import java.io.OutputStream;

/** A report of several files; the same fleet gives the same files, run times apart. */
public non-sealed interface ReportSet extends Report {
  /** The directory of its files, in the output directory. */
  String directoryName();

  /** How the names of its files end: such files of the run before go when it is published. */
  String suffix();

  /** Writes all of its files, as streams, and closes them. */
  void write(FleetAudit fleet, NewFiles files) throws IOException;

  /** Where the files of a report come to be. */
  @FunctionalInterface
  interface NewFiles {
    /**
     * A new file, to be closed by the one who asked for it.
     *
     * @param name without directories, made by this program, no image's
     */
    OutputStream create(String name) throws IOException;
  }
}
