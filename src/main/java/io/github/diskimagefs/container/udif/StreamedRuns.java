package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.Chunk;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.ZipException;

/**
 * Runs that are too large to be decoded as a whole; they are decoded window by window.
 *
 * <p>Streams are parked where they stopped, so that sequential reading decodes nothing twice;
 * reading backwards starts again. The number of streams, parked and in use, is bounded by the heap.
 * The monitor of this object guards the parked streams; decoding is done outside of it.
 */
final class StreamedRuns implements Closeable {
  /** Size of a window in bytes. */
  static final int WINDOW = 512 << 10;

  private static final int MAX_SKIP_BYTES = 64 << 10;

  /** Stream at a position of a run. */
  private record ParkedStream(int run, long position, InputStream stream) {}

  private final RunDecoder decoder;
  private final BlockRuns runs;
  private final Deque<ParkedStream> parked = new ArrayDeque<>();
  private int streams;
  private int waiting;
  private boolean closed;

  StreamedRuns(RunDecoder decoder, BlockRuns runs) {
    this.decoder = decoder;
    this.runs = runs;
  }

  /** Decodes a window of a run. */
  Chunk window(int run, int window) throws IOException {
    long offset = (long) window * WINDOW;
    ParkedStream start = take(run, offset);
    ParkedStream end = null;
    InputStream stream = start == null ? null : start.stream;
    try {
      if (stream == null) {
        stream = decoder.stream(run);
      }
      skip(run, stream, start == null ? 0 : start.position, offset);
      Chunk bytes = decoder.allocate((int) Math.min(WINDOW, runs.size(run) - offset));
      int count = bytes.fill(stream);
      if (count < bytes.size()) {
        throw shortOf(run, offset + count);
      }
      end = new ParkedStream(run, offset + count, stream);
      return bytes;
    } catch (ZipException e) {
      throw decoder.malformed(run, "zlib: " + e.getMessage(), e);
    } catch (EOFException e) {
      throw decoder.malformed(run, "the data end early", e);
    } catch (MalformedImageException e) {
      throw e.offset() < 0 ? decoder.malformed(run, e.getMessage(), e) : e;
    } finally {
      if (!giveBack(end) && stream != null) {
        stream.close();
      }
    }
  }

  private void skip(int run, InputStream stream, long position, long end) throws IOException {
    byte[] skipped = new byte[(int) Math.min(MAX_SKIP_BYTES, end - position)];
    for (long offset = position; offset < end; ) {
      int count = stream.read(skipped, 0, (int) Math.min(skipped.length, end - offset));
      if (count < 0) {
        throw shortOf(run, offset);
      }
      offset += count;
    }
  }

  private MalformedImageException shortOf(int run, long count) throws IOException {
    return decoder.malformed(run, "gives " + count + " of " + runs.size(run) + " bytes", null);
  }

  /**
   * Takes the parked stream of a run that is nearest before a position. Waits if there is none and
   * no room for a new stream.
   *
   * @return null if the caller may open a new stream
   */
  private synchronized ParkedStream take(int run, long position) throws IOException {
    int max = DecoderMemory.maxDecoders(decoder.streamWorkspace(run));
    boolean interrupted = false;
    while (true) {
      ParkedStream best = nearest(run, position);
      if (best != null || streams < max || !parked.isEmpty()) {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        if (best != null) {
          parked.remove(best);
        } else if (streams < max) {
          streams++;
        } else {
          parked.remove().stream.close();
        }
        return best;
      }
      waiting++;
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // keep waiting; the flag is restored before returning
      } finally {
        waiting--;
      }
    }
  }

  private ParkedStream nearest(int run, long position) {
    ParkedStream best = null;
    for (ParkedStream candidate : parked) {
      if (candidate.run == run
          && candidate.position <= position
          && (best == null || candidate.position > best.position)) {
        best = candidate;
      }
    }
    return best;
  }

  /** Parks a stream for later reads; returns false if the caller must close it. */
  private synchronized boolean giveBack(ParkedStream end) {
    boolean keep = end != null && !closed && end.position < runs.size(end.run);
    if (keep) {
      parked.add(end);
    } else {
      streams--;
    }
    if (waiting > 0) {
      notify();
    }
    return keep;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    while (!parked.isEmpty()) {
      streams--;
      parked.remove().stream.close();
    }
  }
}
