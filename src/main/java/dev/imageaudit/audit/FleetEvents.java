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

  /** Tells first. */
  default FleetEvents and(FleetEvents that) {
    FleetEvents first = this;
    return new FleetEvents() {
      @Override
      public void imageResolved() {
        first.imageResolved();
        that.imageResolved();
      }

      @Override
      public void fleetExpanded(int images) {
        first.fleetExpanded(images);
        that.fleetExpanded(images);
      }

      @Override
      public void bytesRead(long bytes) {
        first.bytesRead(bytes);
        that.bytesRead(bytes);
      }

      @Override
      public void imageDone(AuditOutcome outcome) {
        first.imageDone(outcome);
        that.imageDone(outcome);
      }
    };
  }
}
