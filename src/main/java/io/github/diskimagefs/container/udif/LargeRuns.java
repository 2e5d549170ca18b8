package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.ZipException;

/**
 * Runs too large to be held: decoded window by window. A few streams are kept where they stopped,
 * so that reading on costs nothing twice; reading back starts over.
 */
final class LargeRuns implements Closeable {
  /** Bytes of a window. */
  static final int WINDOW = 512 << 10;

  private static final int KEPT = 2;

  private record Parked(int run, long position, InputStream stream) {}

  private final RunDecoder decoder;
  private final Runs runs;
  private final List<Parked> parked = new ArrayList<>();
  private boolean closed;

  LargeRuns(RunDecoder decoder, Runs runs) {
    this.decoder = decoder;
    this.runs = runs;
  }

  /** Decodes a window of a run. */
  byte[] window(int run, int window) throws IOException {
    long from = (long) window * WINDOW;
    byte[] bytes = new byte[(int) Math.min(WINDOW, runs.size(run) - from)];
    Parked start = take(run, from);
    InputStream stream = start == null ? decoder.stream(run) : start.stream;
    try {
      long position = start == null ? 0 : start.position;
      while (position < from) {
        int count = stream.read(bytes, 0, (int) Math.min(bytes.length, from - position));
        if (count < 0) {
          throw decoder.malformed(run, "gives " + position + " of " + runs.size(run), null);
        }
        position += count;
      }
      int count = stream.readNBytes(bytes, 0, bytes.length);
      if (count < bytes.length) {
        throw decoder.malformed(
            run, "gives " + (from + count) + " of " + runs.size(run) + " bytes", null);
      }
      park(new Parked(run, from + count, stream));
      stream = null;
      return bytes;
    } catch (ZipException e) {
      throw decoder.malformed(run, "zlib: " + e.getMessage(), e);
    } catch (java.io.EOFException e) {
      throw decoder.malformed(run, "the data end early", e);
    } catch (MalformedImageException e) {
      throw e.offset() < 0 ? decoder.malformed(run, e.getMessage(), e) : e;
    } finally {
      if (stream != null) {
        stream.close();
      }
    }
  }

  /** The stream of that run that stopped nearest before a position; null if there is none. */
  private synchronized Parked take(int run, long position) {
    Parked best = null;
    for (Parked candidate : parked) {
      if (candidate.run == run
          && candidate.position <= position
          && (best == null || candidate.position > best.position)) {
        best = candidate;
      }
    }
    parked.remove(best);
    return best;
  }

  private void park(Parked stream) throws IOException {
    Parked oldest = stream;
    synchronized (this) {
      if (!closed && stream.position < runs.size(stream.run)) {
        parked.add(stream);
        oldest = parked.size() > KEPT ? parked.remove(0) : null;
      }
    }
    if (oldest != null) {
      oldest.stream.close();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    for (Iterator<Parked> all = parked.iterator(); all.hasNext(); all.remove()) {
      all.next().stream.close();
    }
  }
}
