package io.github.diskimagefs.container.ewf;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Closing;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.bytes.HostFile;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SiblingDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The files of an image, and what their sections say. */
final class Segments implements Closeable {
  static final String SIGNATURE = "EVF\t\r\n\u00FF\0";
  private static final int FILE_HEADER = 13;

  /** Segments that are opened: each takes a file descriptor. */
  private static final int MAX_SEGMENTS = 1000;

  /** A table has at least one section; others are few. */
  private static final int MAX_SECTIONS = 1 << 19;

  private static final int TABLE_HEADER = 24;

  private static final int HASH_LENGTH = 36;
  private static final int DIGEST_LENGTH = 80;
  private static final int MD5_BYTES = 16;
  private static final int SHA1_BYTES = 20;

  /** The case data, compressed. */
  private static final int MAX_HEADER_BYTES = 1 << 20;

  private final List<HostFile> opened = new ArrayList<>();
  private final List<ByteSource> files = new ArrayList<>();
  private final ChunkTables tables = new ChunkTables();
  private ByteSource joined;
  private Media media;
  private Struct header;
  private boolean wideHeader;
  private String md5;
  private String sha1;
  private String damage;

  /** A table whose copy must follow; null for none. */
  private Section damagedTable;

  private ByteSource damagedFile;
  private long readErrors;
  private int sections;

  private Segments() {}

  /** Opens all segments, which are files of the first one's folder. */
  static Segments open(ImageFile image) throws IOException {
    Segments segments = new Segments();
    try {
      segments.read(image);
      return segments;
    } catch (IOException | RuntimeException | Error e) {
      try (segments) {
        throw e;
      }
    }
  }

  private void read(ImageFile image) throws IOException {
    ByteSource file = image.bytes();
    long start = 0;
    for (int number = 1; file != null; number++) {
      requireNumber(image, file, number);
      files.add(file);
      boolean more = sections(file, start);
      start += file.size();
      file = more ? next(image, number + 1) : null;
    }
    if (media == null) {
      throw new MalformedImageException("EWF", FILE_HEADER, "there is no section \"volume\"");
    }
    joined = ConcatSource.of(files);
    tables.image(joined);
  }

  private static void requireNumber(ImageFile image, ByteSource file, int number)
      throws IOException {
    Struct head = Struct.read("EWF file header", file, 0, FILE_HEADER, ByteOrder.LITTLE_ENDIAN);
    if (!head.has(0, SIGNATURE)) {
      throw head.malformed("segment %d of %s has no signature", number, image.name());
    }
    if (head.u16(9) != number) {
      throw head.mismatch("segment " + number + " (the first one opens all)", head.u16(9));
    }
  }

  private ByteSource next(ImageFile image, int number) throws IOException {
    if (number > MAX_SEGMENTS) {
      throw new UnsupportedImageException("EWF of more than " + MAX_SEGMENTS + " segments");
    }
    String name = SegmentName.of(image.name(), number);
    HostFile file = name == null || image.folder() == null ? null : image.folder().open(name);
    if (file == null) {
      throw SiblingDisk.missing("EWF segment " + number, name);
    }
    opened.add(file);
    return file;
  }

  /** Reads the sections of a segment; returns whether another segment follows. */
  private boolean sections(ByteSource file, long start) throws IOException {
    for (long offset = FILE_HEADER; ; ) {
      Section section = Section.read(file, offset);
      if (++sections > MAX_SECTIONS) {
        throw new MalformedImageException("EWF", offset, "more than " + MAX_SECTIONS + " sections");
      }
      if (section.last()) {
        if (damagedTable != null) {
          check(false, damagedTable);
        }
        return section.type().equals("next");
      }
      section(file, section, start);
      offset = section.end();
    }
  }

  /** Throws if the last table is damaged and no copy followed: later chunks have no numbers. */
  private void requireLastTable() throws IOException {
    if (damagedTable != null) {
      throw damagedTable
          .read(damagedFile, TABLE_HEADER)
          .malformed("the table is damaged, and no copy follows");
    }
  }

  private void section(ByteSource file, Section section, long start) throws IOException {
    switch (section.type()) {
      case "header2" -> header(file, section, true);
      case "header" -> header(file, section, false);
      case "volume", "disk" -> {
        if (media == null) {
          media = Media.read(section, file).requireMedium();
          check(media.valid(), section);
        }
      }
      case "table" -> {
        requireLastTable();
        if (!tables.add(file, section, start)) {
          damagedTable = section;
          damagedFile = file;
        }
      }
      case "table2" -> {
        if (damagedTable != null) {
          if (!tables.add(file, section, start)) {
            throw section.read(file, TABLE_HEADER).malformed("both copies of a table are damaged");
          }
          check(false, section);
          damagedTable = null;
        }
      }
      case "hash" -> {
        Struct in = section.read(file, HASH_LENGTH);
        check(Section.checked(in), section);
        md5 = hash(in, 0, MD5_BYTES, md5);
      }
      case "digest" -> {
        Struct in = section.read(file, DIGEST_LENGTH);
        check(Section.checked(in), section);
        md5 = hash(in, 0, MD5_BYTES, md5);
        sha1 = hash(in, MD5_BYTES, SHA1_BYTES, sha1);
      }
      case "error2" -> readErrors += section.read(file, Integer.BYTES).u32(0);
      default -> {} // chunks, copies of the volume section, and what other programs add
    }
  }

  /** Keeps the case data; those in UTF-16 are complete. */
  private void header(ByteSource file, Section section, boolean wide) throws IOException {
    if ((header == null || (wide && !wideHeader)) && section.length() <= MAX_HEADER_BYTES) {
      header = section.read(file, (int) section.length());
      wideHeader = wide;
    }
  }

  private void check(boolean valid, Section section) {
    if (!valid && damage == null) {
      damage = "the checksum of section \"" + section.type() + "\" is wrong";
    }
  }

  private static String hash(Struct in, int offset, int length, String other) throws IOException {
    return in.zero(offset, length) ? other : HexFormat.of().formatHex(in.bytes(offset, length));
  }

  /** Returns all segments, joined. */
  ByteSource joined() {
    return joined;
  }

  /** Returns the number of segments. */
  int count() {
    return files.size();
  }

  Media media() {
    return media;
  }

  ChunkTables tables() {
    return tables;
  }

  /** Returns the case data, compressed; null if there are none. */
  Struct header() {
    return header;
  }

  /** Returns the MD5 of the medium in hexadecimal digits; null if it is not stored. */
  String md5() {
    return md5;
  }

  /** Returns the SHA-1 of the medium in hexadecimal digits; null if it is not stored. */
  String sha1() {
    return sha1;
  }

  /** Returns the first damage of the sections in words; null if there is none. */
  String damage() {
    return damage;
  }

  /** Returns the number of ranges that could not be read when the medium was acquired. */
  long readErrors() {
    return readErrors;
  }

  /** Returns the number of sections. */
  int sections() {
    return sections;
  }

  @Override
  public void close() throws IOException {
    Closing.all(opened);
  }
}
