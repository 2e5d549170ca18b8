package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.container.ImageFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of a segmented image: {@code NAME.dmg}, {@code NAME.002.dmgpart}, {@code NAME.003.dmgpart}
 * …, each with its own trailer. Their data forks are joined.
 *
 * @param data the joined data forks
 * @param files the segments after the first
 */
record Segments(ByteSource data, List<HostFile> files) implements Closeable {
  private static final long MAX_SEGMENTS = 999;

  /** Opens the data of an image of one file or of several. */
  static Segments open(ImageFile file, KolyTrailer koly) throws IOException {
    if (koly.segments() <= 1) {
      long offset = koly.dataOffset();
      if (offset > file.bytes().size()) {
        throw koly.struct().malformed("data fork at %d, after the end of the file", offset);
      }
      return new Segments(file.bytes().slice(offset, file.bytes().size() - offset), List.of());
    }
    if (koly.segments() > MAX_SEGMENTS) {
      throw koly.struct().malformed("%d segments", koly.segments());
    }
    if (koly.segment() != 1) {
      throw koly.struct()
          .malformed("segment %d of %d: open the first of them", koly.segment(), koly.segments());
    }
    Segments segments = new Segments(null, new ArrayList<>());
    try (SegmentLocator locator = new SegmentLocator(file, koly)) {
      return new Segments(segments.join(file, koly, locator), segments.files);
    } catch (IOException | RuntimeException | Error e) {
      Closing.after(e, segments);
      throw e;
    }
  }

  private ByteSource join(ImageFile file, KolyTrailer first, SegmentLocator locator)
      throws IOException {
    List<ByteSource> forks = new ArrayList<>();
    forks.add(fork(file.bytes(), first));
    for (int i = 2; i <= first.segments(); i++) {
      SegmentLocator.Segment segment = locator.open(i);
      files.add(segment.file());
      forks.add(fork(segment.file(), segment.koly()));
    }
    return ConcatSource.of(forks);
  }

  private static ByteSource fork(ByteSource file, KolyTrailer koly) throws IOException {
    if (koly.dataOffset() > file.size() - koly.dataLength()) {
      throw koly.struct()
          .malformed("data fork of %d bytes at %d", koly.dataLength(), koly.dataOffset());
    }
    return file.slice(koly.dataOffset(), koly.dataLength());
  }

  @Override
  public void close() throws IOException {
    Closing.all(files);
  }
}
