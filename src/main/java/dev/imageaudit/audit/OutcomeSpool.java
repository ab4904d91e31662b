package dev.imageaudit.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imageaudit.image.ResolvedName;
import dev.imageaudit.oci.Digest;
import dev.imageaudit.oci.Platform;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** Outcomes on disk: written as they come, read back sorted. */
final class OutcomeSpool implements Closeable {
  private static final ObjectMapper FORMAT = OutcomeFormat.smile();

  /** Where an outcome lies in the file, and by what it is sorted. */
  private record Slot(
      String reference, String platform, String digest, String failure, long offset, int length) {}

  private final FileChannel file;
  private final List<Slot> slots = new ArrayList<>();

  /** A spool in the new file {@code path}. */
  OutcomeSpool(Path path) throws IOException {
    this.file =
        FileChannel.open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  synchronized void add(AuditOutcome outcome) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(FORMAT.writeValueAsBytes(outcome));
      Slot slot =
          new Slot(
              outcome.reference(),
              outcome.platform().map(Platform::toString).orElse(""),
              outcome.resolved().flatMap(ResolvedName::digest).map(Digest::toString).orElse(""),
              failure(outcome),
              file.size(),
              bytes.remaining());
      while (bytes.hasRemaining()) {
        file.write(bytes, slot.offset + bytes.position());
      }
      slots.add(slot);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String failure(AuditOutcome outcome) {
    if (outcome instanceof AuditOutcome.Failed failed) {
      return failed.failure().message();
    }
    return outcome instanceof AuditOutcome.Skipped skipped ? skipped.failure().message() : "";
  }

  /** The outcomes by reference, platform and digest, read as they are asked for. */
  synchronized Iterable<AuditOutcome> sorted() {
    List<Slot> sorted = sortedSlots();
    return () -> read(sorted.iterator());
  }

  /** Those of them whose numbers, from 0, are in {@code numbers}; no others are read. */
  synchronized Iterable<AuditOutcome> sorted(BitSet numbers) {
    List<Slot> sorted = sortedSlots();
    List<Slot> some = numbers.stream().mapToObj(sorted::get).toList();
    return () -> read(some.iterator());
  }

  private List<Slot> sortedSlots() {
    List<Slot> sorted = new ArrayList<>(slots);
    sorted.sort(
        Comparator.comparing(Slot::reference)
            .thenComparing(Slot::platform)
            .thenComparing(Slot::digest)
            .thenComparing(Slot::failure));
    return sorted;
  }

  private Iterator<AuditOutcome> read(Iterator<Slot> next) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return next.hasNext();
      }

      @Override
      public AuditOutcome next() {
        return read(next.next());
      }
    };
  }

  private AuditOutcome read(Slot slot) {
    try {
      ByteBuffer bytes = ByteBuffer.allocate(slot.length);
      while (bytes.hasRemaining() && file.read(bytes, slot.offset + bytes.position()) >= 0) {
        // until the whole outcome is there
      }
      return FORMAT.readValue(bytes.array(), AuditOutcome.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
