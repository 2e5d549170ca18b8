package io.github.diskimagefs.container.isz;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SiblingDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The files of an image: one, or several that are named {@code disc.isz}, {@code disc.i01}, {@code
 * disc.i02}, or {@code disc.part01.isz}, {@code disc.part02.isz} and so on.
 */
final class IszSegments implements Closeable {
  private static final int ENTRY_LENGTH = 24;

  /** Segments have numbers of two digits. */
  private static final int MAX_SEGMENTS = 100;

  /**
   * A file.
   *
   * @param file its bytes
   * @param first number of the first chunk that starts in it
   * @param start offset of that chunk
   * @param left bytes of the last chunk that starts in it which the next file holds, before its own
   */
  record Segment(ByteSource file, long first, long start, long left) {}

  private final List<Segment> list = new ArrayList<>();
  private final List<HostFile> opened = new ArrayList<>();

  private IszSegments() {}

  static IszSegments open(ImageFile image, IszHeader header) throws IOException {
    IszSegments segments = new IszSegments();
    try {
      if (header.segmentTable() != 0) {
        segments.readTable(image, header);
      } else if (header.chunkTable() == 0 && header.segmentSize() > 0) {
        segments.compute(image, header);
      }
      if (segments.list.isEmpty()) {
        segments.list.add(new Segment(image.bytes(), 0, header.data(), 0));
      }
      return segments;
    } catch (IOException | RuntimeException | Error e) {
      try (segments) {
        throw e;
      }
    }
  }

  private void readTable(ImageFile image, IszHeader header) throws IOException {
    ByteSource file = image.bytes();
    long offset = header.segmentTable();
    for (int i = 0; ; i++, offset += ENTRY_LENGTH) {
      if (i == MAX_SEGMENTS) {
        throw new MalformedImageException(
            "ISZ segment table", offset, "more than " + MAX_SEGMENTS + " segments");
      }
      if (offset > file.size() - ENTRY_LENGTH) {
        return; // the end mark is missing
      }
      Struct in =
          IszObfuscation.clear(
              Struct.read(
                  "ISZ segment table", file, offset, ENTRY_LENGTH, ByteOrder.LITTLE_ENDIAN));
      if (in.s64(0) == 0 || in.u32(8) == 0) { // size, num_chks
        return;
      }
      long first = in.u32(12); //                first_chkno
      if (first < (i == 0 ? 0 : list.get(i - 1).first + 1) || first >= header.chunks()) {
        throw in.malformed("segment %d starts with chunk %d", i + 1, first);
      }
      add(image, i, first, in.u32(16), in.u32(20)); // chk_off, left_size
    }
  }

  /** Finds the segments of an image whose chunks are stored, so that no table is needed. */
  private void compute(ImageFile image, IszHeader header) throws IOException {
    long room = header.segmentSize() - header.data();
    if (room <= 0) {
      throw new MalformedImageException(
          "ISZ header", 0, "segments of " + header.segmentSize() + " bytes");
    }
    long done = 0;
    for (int i = 0; done < header.size(); i++) {
      if (i == MAX_SEGMENTS) {
        throw new MalformedImageException(
            "ISZ header", 0, "more than " + MAX_SEGMENTS + " segments");
      }
      long first = done / header.chunkSize() + (done % header.chunkSize() == 0 ? 0 : 1);
      long before = first * header.chunkSize() - done;
      done += room;
      long end = Math.min(header.size(), done);
      long rest = end % header.chunkSize();
      long left = end == header.size() || rest == 0 ? 0 : header.chunkSize() - rest;
      add(image, i, first, header.data() + before, left);
    }
  }

  private void add(ImageFile image, int index, long first, long start, long left)
      throws IOException {
    ByteSource file = image.bytes();
    if (index > 0) {
      String name = name(image.name(), index);
      HostFile next = image.folder() == null ? null : image.folder().open(name);
      if (next == null) {
        throw SiblingDisk.missing("ISZ segment " + (index + 1), name);
      }
      opened.add(next);
      file = next;
    }
    list.add(new Segment(file, first, start, left));
  }

  /** Returns the name of a segment's file by that of the first one. */
  private static String name(String first, int index) {
    String folded = first.toLowerCase(Locale.ROOT);
    for (String number : new String[] {"001", "01"}) {
      String end = ".part" + number + ".isz";
      if (folded.endsWith(end)) {
        int start = first.length() - end.length();
        String format = first.substring(start, start + 5) + "%0" + number.length() + "d";
        return first.substring(0, start)
            + String.format(format, index + 1)
            + first.substring(first.length() - 4);
      }
    }
    int dot = first.lastIndexOf('.');
    String base = dot < 0 ? first : first.substring(0, dot);
    boolean upper = dot >= 0 && first.startsWith("I", dot + 1);
    return base + String.format(upper ? ".I%02d" : ".i%02d", index);
  }

  /** Returns the number of files. */
  int count() {
    return list.size();
  }

  Segment get(int index) {
    return list.get(index);
  }

  /** Returns the index of the segment that a chunk starts in. */
  int find(long chunk) {
    int low = 0;
    int high = list.size();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (list.get(middle).first <= chunk) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public void close() throws IOException {
    Closing.all(opened);
  }
}
