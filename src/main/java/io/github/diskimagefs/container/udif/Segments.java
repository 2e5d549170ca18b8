package io.github.diskimagefs.container.udif;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
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
    try {
      return new Segments(segments.join(file, koly), segments.files);
    } catch (IOException | RuntimeException | Error e) {
      segments.closeQuietly(e);
      throw e;
    }
  }

  private ByteSource join(ImageFile file, KolyTrailer first) throws IOException {
    List<ByteSource> forks = new ArrayList<>();
    forks.add(fork(file.bytes(), first));
    int dot = file.name().lastIndexOf('.');
    String stem = dot < 0 ? file.name() : file.name().substring(0, dot);
    for (int i = 2; i <= first.segments(); i++) {
      String name = String.format("%s.%03d.dmgpart", stem, i);
      HostFile part = file.folder() == null ? null : file.folder().open(name);
      if (part == null) {
        throw new MalformedImageException(
            "UDIF segment", MalformedImageException.NO_OFFSET, name + " is missing");
      }
      files.add(part);
      long position = KolyTrailer.find(part);
      if (position < 0) {
        throw new MalformedImageException(
            "UDIF segment", MalformedImageException.NO_OFFSET, name + " has no trailer");
      }
      KolyTrailer koly = KolyTrailer.read(part, position);
      if (koly.segment() != i || !koly.segmentId().equals(first.segmentId())) {
        throw koly.struct().malformed("%s is segment %d of another image", name, koly.segment());
      }
      forks.add(fork(part, koly));
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

  private void closeQuietly(Throwable cause) {
    try {
      close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    IOException failed = null;
    for (HostFile file : files) {
      try {
        file.close();
      } catch (IOException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
