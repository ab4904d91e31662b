package dev.imageaudit.prove;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Takes what a container writes, as much as is compared. */
final class Capture extends ResultCallback.Adapter<Frame> {
  /** Of each stream; what comes later is not compared. */
  private static final int MAX_BYTES = 4 << 20;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Override
  public synchronized void onNext(Frame frame) {
    ByteArrayOutputStream stream = frame.getStreamType() == StreamType.STDERR ? err : out;
    byte[] bytes = frame.getPayload();
    stream.write(bytes, 0, Math.min(bytes.length, MAX_BYTES - stream.size()));
  }

  synchronized String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  synchronized String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
