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
 * Runs too large to be held: decoded window by window. Streams are kept where they stopped, so that
 * reading on costs nothing twice; reading back starts over. There are never more of them, kept and
 * at work, than the heap has room for.
 */
final class StreamedRuns implements Closeable {
  /** Bytes of a window. */
  static final int WINDOW = 512 << 10;

  private static final int SKIPPED_AT_ONCE = 64 << 10;

  private record Parked(int run, long position, InputStream stream) {}

  private final RunDecoder decoder;
  private final BlockRuns runs;
  private final Deque<Parked> parked = new ArrayDeque<>();
  private int streams;
  private int waiting;
  private boolean closed;

  StreamedRuns(RunDecoder decoder, BlockRuns runs) {
    this.decoder = decoder;
    this.runs = runs;
  }

  /** Decodes a window of a run. */
  Chunk window(int run, int window) throws IOException {
    long from = (long) window * WINDOW;
    Parked start = take(run, from);
    Parked end = null;
    InputStream stream = start == null ? null : start.stream;
    try {
      if (stream == null) {
        stream = decoder.stream(run);
      }
      skip(run, stream, start == null ? 0 : start.position, from);
      Chunk bytes = decoder.allocate((int) Math.min(WINDOW, runs.size(run) - from));
      int count = bytes.fill(stream);
      if (count < bytes.size()) {
        throw shortOf(run, from + count);
      }
      end = new Parked(run, from + count, stream);
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

  private void skip(int run, InputStream stream, long position, long to) throws IOException {
    byte[] passed = new byte[(int) Math.min(SKIPPED_AT_ONCE, to - position)];
    for (long offset = position; offset < to; ) {
      int count = stream.read(passed, 0, (int) Math.min(passed.length, to - offset));
      if (count < 0) {
        throw shortOf(run, offset);
      }
      offset += count;
    }
  }

  private MalformedImageException shortOf(int run, long got) throws IOException {
    return decoder.malformed(run, "gives " + got + " of " + runs.size(run) + " bytes", null);
  }

  /**
   * The stream of that run that stopped nearest before a position; null if there is none, and there
   * is room for a new one.
   */
  private synchronized Parked take(int run, long position) throws IOException {
    int max = DecoderPool.decoders(decoder.streamWorkspace(run));
    boolean interrupted = false;
    while (true) {
      Parked best = nearest(run, position);
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
        interrupted = true; // reading goes on; whoever interrupted is heard afterwards
      } finally {
        waiting--;
      }
    }
  }

  private Parked nearest(int run, long position) {
    Parked best = null;
    for (Parked candidate : parked) {
      if (candidate.run == run
          && candidate.position <= position
          && (best == null || candidate.position > best.position)) {
        best = candidate;
      }
    }
    return best;
  }

  /** Keeps a stream for whoever reads on; says whether that was possible. */
  private synchronized boolean giveBack(Parked end) {
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
