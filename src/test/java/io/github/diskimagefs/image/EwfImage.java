package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Adler32;
import java.util.zip.DeflaterOutputStream;

/**
 * Builder of EWF images as EnCase 6 writes them, with chunks of 4 KiB, every other one compressed.
 */
public final class EwfImage {
  private static final int CHUNK = 4096;
  private static final int SECTOR = 512;
  private static final int DESCRIPTOR = 76;

  private final byte[] disk;
  private int segmentChunks = Integer.MAX_VALUE;
  private String caseData = "c\tn\tm\nCase 7\tEV-1\t1142163845";

  private EwfImage(byte[] disk) {
    this.disk = disk;
  }

  /** Starts an image of a disk of whole sectors. */
  public static EwfImage of(byte[] disk) {
    return new EwfImage(disk);
  }

  /** Cuts the image into segments of so many chunks. */
  public EwfImage segmentChunks(int count) {
    segmentChunks = count;
    return this;
  }

  /** Sets the third and fourth line of the case data. */
  public EwfImage caseData(String lines) {
    caseData = lines;
    return this;
  }

  /** Returns the one segment of an image. */
  public byte[] build() {
    return segments().get(0);
  }

  /** Returns the segments. */
  public List<byte[]> segments() {
    int chunks = (disk.length + CHUNK - 1) / CHUNK;
    List<byte[]> segments = new ArrayList<>();
    for (int first = 0; first < chunks; first += Math.min(segmentChunks, chunks)) {
      int end = (int) Math.min(chunks, (long) first + segmentChunks);
      segments.add(segment(segments.size() + 1, first, end, end == chunks));
    }
    return segments;
  }

  private byte[] segment(int number, int first, int end, boolean last) {
    FieldBytes out = new FieldBytes();
    out.text("EVF\t\r\n", US_ASCII).u8(0xFF, 0, 1).u16(number).u16(0);
    if (number == 1) {
      byte[] text = ("\uFEFF1\nmain\n" + caseData + "\n\n").getBytes(UTF_16LE);
      section(out, "header2", zlib(text));
      section(out, "volume", volume());
    }
    int sectors = out.size();
    FieldBytes chunks = new FieldBytes();
    FieldBytes entries = new FieldBytes();
    for (int i = first; i < end; i++) {
      boolean compressed = i % 2 == 0;
      long offset = (long) DESCRIPTOR + chunks.size();
      entries.u32(compressed ? offset | 0x8000_0000L : offset);
      byte[] chunk = Arrays.copyOfRange(disk, i * CHUNK, Math.min(disk.length, (i + 1) * CHUNK));
      chunks.bytes(compressed ? zlib(chunk) : checked(chunk));
    }
    section(out, "sectors", chunks.array());
    FieldBytes table = new FieldBytes().u32(end - first).u32(0).u64(sectors).u32(0);
    byte[] all =
        new FieldBytes().bytes(checked(table.array())).bytes(checked(entries.array())).array();
    section(out, "table", all);
    section(out, "table2", all);
    if (last) {
      section(out, "digest", digest());
    }
    descriptor(out, last ? "done" : "next", out.size());
    return out.array();
  }

  private byte[] volume() {
    FieldBytes out = new FieldBytes().u32(1).u32((disk.length + CHUNK - 1) / CHUNK);
    out.u32(CHUNK / SECTOR).u32(SECTOR).u64(disk.length / SECTOR);
    return checked(out.zeros(1048 - out.size()).array());
  }

  private byte[] digest() {
    try {
      FieldBytes out = new FieldBytes().bytes(MessageDigest.getInstance("MD5").digest(disk));
      out.bytes(MessageDigest.getInstance("SHA-1").digest(disk));
      return checked(out.zeros(40).array());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void section(FieldBytes out, String type, byte[] data) {
    descriptor(out, type, out.size() + DESCRIPTOR + data.length);
    out.bytes(data);
  }

  private static void descriptor(FieldBytes out, String type, long next) {
    byte[] name = Arrays.copyOf(type.getBytes(US_ASCII), 16);
    FieldBytes fields = new FieldBytes().bytes(name).u64(next).u64(next - out.size());
    out.bytes(checked(fields.zeros(40).array()));
  }

  private static byte[] zlib(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
      zlib.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Appends the checksum of bytes. */
  private static byte[] checked(byte[] bytes) {
    return new FieldBytes().bytes(bytes).u32(adler(bytes, 0, bytes.length)).array();
  }

  private static long adler(byte[] bytes, int offset, int length) {
    Adler32 sum = new Adler32();
    sum.update(bytes, offset, length);
    return sum.getValue();
  }

  /** Corrects the checksums of the sections of a segment and of the headers of its tables. */
  public static byte[] corrected(byte[] segment) {
    ByteBuffer bytes = ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN);
    long offset = 13;
    while (offset <= segment.length - DESCRIPTOR) {
      int at = (int) offset;
      bytes.putInt(at + 72, (int) adler(segment, at, 72));
      if (new String(segment, at, 5, US_ASCII).equals("table") && at + 100 <= segment.length) {
        bytes.putInt(at + 96, (int) adler(segment, at + 76, 20));
      }
      long next = bytes.getLong(at + 16);
      if (next <= offset) {
        break;
      }
      offset = next;
    }
    return segment;
  }
}
