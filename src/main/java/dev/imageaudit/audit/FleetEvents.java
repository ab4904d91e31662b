package dev.imageaudit.audit;

/** What happens in a run, as it happens; told by several threads at a time. */
public interface FleetEvents {
  /** Tells nobody. */
  FleetEvents NONE = new FleetEvents() {};

  /** An image was found, and its documents are read. */
  default void imageResolved() {}

  /** All images are found: so many are to be audited. */
  default void fleetExpanded(int images) {}

  /** So many more bytes of layers are read. */
  default void bytesRead(long bytes) {}

  /** An image has its outcome. */
  default void imageDone(AuditOutcome outcome) {}
}
