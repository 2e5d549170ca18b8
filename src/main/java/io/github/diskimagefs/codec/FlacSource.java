package io.github.diskimagefs.codec;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.DecodedChunks;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The samples of a FLAC file of two channels and 16 bits (RFC 9639), least significant byte first.
 * A frame is found by its number: frames that follow each other directly, others by bisection over
 * the file, because frames are of different sizes and seek tables are rare.
 */
public final class FlacSource extends DecodedChunks {
  /** Bytes of a sample of both channels. */
  private static final int FRAME = 4;

  /** Samples of a chunk, at least. */
  private static final int CHUNK_SAMPLES = 16 << 10;

  /** Maximum number of positions of frames that are kept. */
  private static final int MAX_POSITIONS = 4096;

  private final FlacFrames frames;
  private final int chunkSamples;

  /** Offsets of frames in the file by their first samples. */
  private final ConcurrentSkipListMap<Long, Long> positions = new ConcurrentSkipListMap<>();

  private FlacSource(FlacStreamInfo info, FlacFrames frames, int chunkSamples, ChunkCache cache) {
    super(info.samples() * FRAME, chunkSamples * FRAME, cache);
    this.frames = frames;
    this.chunkSamples = chunkSamples;
    positions.put(0L, info.frames());
  }

  /** Returns whether a file is FLAC, which a tag of ID3 may precede. */
  public static boolean recognises(ByteSource file) throws IOException {
    long start = FlacStreamInfo.start(file);
    return file.size() >= start + 4
        && Struct.read("FLAC marker", file, start, 4, ByteOrder.BIG_ENDIAN).has(0, "fLaC");
  }

  /**
   * Opens a file.
   *
   * @return null if {@link #format} is not 44100 Hz, 16 bits and two channels
   */
  public static ByteSource open(ByteSource file, ChunkCache cache) throws IOException {
    FlacStreamInfo info = FlacStreamInfo.read(file);
    if (info.rate() != 44_100 || info.bits() != 16 || info.channels() != 2) {
      return null;
    }
    if (info.samples() == 0) {
      info = info.withSamples(new FlacFrames(file, info).samples());
    }
    int block = info.fixed() ? info.maxBlock() : 1;
    int chunk = block * Math.max(1, CHUNK_SAMPLES / block);
    return new FlacSource(info, new FlacFrames(file, info), chunk, cache);
  }

  /** Returns the format of a file for messages. */
  public static String format(ByteSource file) throws IOException {
    FlacStreamInfo info = FlacStreamInfo.read(file);
    return String.format("%d Hz, %d bits, %d channels", info.rate(), info.bits(), info.channels());
  }

  @Override
  protected byte[] decode(long index) throws IOException {
    byte[] chunk = newChunk(index);
    long first = index * chunkSamples;
    long end = first + chunk.length / FRAME;
    FlacFrames.Reader reader = frames.reader();
    long offset = find(reader, first);
    long next = first;
    while (next < end) {
      FlacFrame frame = reader.decode(offset);
      long start = frame.header().first();
      if (start > next || start + frame.header().samples() <= next) {
        throw new MalformedImageException(
            "FLAC frame",
            offset,
            "holds samples "
                + start
                + " to "
                + (start + frame.header().samples() - 1)
                + ", expected sample "
                + next);
      }
      int count = (int) (Math.min(end, start + frame.header().samples()) - next);
      put(frame, (int) (next - start), chunk, (int) (next - first) * FRAME, count);
      next += count;
      if (start + frame.header().samples() <= end) {
        offset += frame.length();
      }
    }
    remember(next, offset);
    return chunk;
  }

  private static void put(FlacFrame frame, int index, byte[] chunk, int offset, int count) {
    for (int i = 0; i < count; i++) {
      int left = frame.left(index + i);
      int right = frame.right(index + i);
      int position = offset + i * FRAME;
      chunk[position] = (byte) left;
      chunk[position + 1] = (byte) (left >> 8);
      chunk[position + 2] = (byte) right;
      chunk[position + 3] = (byte) (right >> 8);
    }
  }

  /** A frame that holds the next sample may start before it. */
  private void remember(long sample, long offset) {
    if (positions.size() >= MAX_POSITIONS) {
      positions.pollLastEntry();
    }
    positions.putIfAbsent(sample, offset);
  }

  /**
   * Returns the offset of the frame that holds a sample: the last frame that does not start after
   * it. The frame is decoded next, so that an error is found there.
   */
  private long find(FlacFrames.Reader reader, long sample) throws IOException {
    Map.Entry<Long, Long> before = positions.floorEntry(sample);
    if (before.getKey() == sample) {
      return before.getValue();
    }
    Map.Entry<Long, Long> after = positions.higherEntry(sample);
    long low = before.getValue();
    long high = after == null ? frames.size() : Math.max(low + 1, after.getValue() + 1);
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      long found = reader.search(middle, high);
      if (found < 0 || reader.header(found).first() > sample) {
        high = middle;
      } else {
        low = found;
      }
    }
    return low;
  }
}
