package io.github.diskimagefs.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Makes UDIF images: {@code UdifImage.of(disk).chunks(8).as(Stored.ZLIB).bytes()}. */
public final class UdifImage {

  /** How chunks are stored. */
  public enum Stored {
    ZERO(0),
    RAW(1),
    IGNORE(2),
    ADC(0x80000004),
    ZLIB(0x80000005),
    BZIP2(0x80000006),
    LZFSE(0x80000007),
    LZMA(0x80000008);

    private final int code;

    Stored(int code) {
      this.code = code;
    }
  }

  private final byte[] disk;
  private int chunkSectors = 8;
  private List<Stored> kinds = List.of(Stored.ZLIB);
  private int dataOffset;
  private int tableOffset;
  private boolean front;
  private boolean fork;
  private boolean badChecksums;
  private String algorithm = "CRC-32";
  private int segment;
  private int segments;
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  private UdifImage(byte[] disk) {
    this.disk = disk;
  }

  /** An image of a disk of whole sectors. */
  public static UdifImage of(byte[] disk) {
    return new UdifImage(disk);
  }

  /** Sectors in a chunk. */
  public UdifImage chunks(int sectors) {
    chunkSectors = sectors;
    return this;
  }

  /** How the chunks are stored, in turn; chunks of zeros alone may be left out. */
  public UdifImage as(Stored... stored) {
    kinds = List.of(stored);
    return this;
  }

  /** Bytes before the data fork. */
  public UdifImage dataOffset(int bytes) {
    dataOffset = bytes;
    return this;
  }

  /** Bytes before the first run, which the table and not the run tells of. */
  public UdifImage tableOffset(int bytes) {
    tableOffset = bytes;
    return this;
  }

  /** The trailer at the start of the file. */
  public UdifImage trailerInFront() {
    front = true;
    dataOffset = 512;
    return this;
  }

  /** Tables in a resource fork, no property list. */
  public UdifImage resourceFork() {
    fork = true;
    return this;
  }

  /** Checksums that are wrong. */
  public UdifImage wrongChecksums() {
    badChecksums = true;
    return this;
  }

  /** Checksums by a message digest, as {@code MD5}, in place of CRC-32. */
  public UdifImage checksums(String digest) {
    algorithm = digest;
    return this;
  }

  /** The image in so many files, the first of them with the tables. */
  public List<byte[]> segments(int count) {
    byte[] table = table();
    byte[] all = data.toByteArray();
    List<byte[]> files = new ArrayList<>();
    segments = count;
    for (int i = 0; i < count; i++) {
      segment = i + 1;
      byte[] part = Arrays.copyOfRange(all, all.length * i / count, all.length * (i + 1) / count);
      files.add(file(part, i == 0 ? table : new byte[0]));
    }
    return files;
  }

  /** The image file. */
  public byte[] bytes() {
    byte[] table = table();
    return file(data.toByteArray(), table);
  }

  private byte[] file(byte[] fork0, byte[] table) {
    byte[] list =
        table.length == 0 ? table : fork ? MacFile.resourceFork("blkx", table) : list(table);
    int listAt = dataOffset + fork0.length;
    ByteBuffer koly = ByteBuffer.allocate(512);
    koly.put("koly".getBytes(StandardCharsets.US_ASCII)).putInt(4).putInt(512).putInt(1);
    koly.putLong(0).putLong(dataOffset).putLong(fork0.length);
    koly.putLong(fork ? listAt : 0).putLong(fork ? list.length : 0);
    koly.putInt(segment).putInt(segments);
    checksum(koly, 80, sum(fork0));
    koly.putLong(216, fork ? 0 : listAt).putLong(224, fork ? 0 : list.length);
    if (table.length > 0) {
      int length = ByteBuffer.wrap(table).getInt(68) / 8;
      checksum(koly, 352, sum(Arrays.copyOfRange(table, 72, 72 + length)));
    }
    koly.putInt(488, 1).putLong(492, disk.length / 512);
    ByteBuffer file = ByteBuffer.allocate(listAt + list.length + (front ? 0 : 512));
    file.put(dataOffset, fork0).put(listAt, list);
    file.put(front ? 0 : listAt + list.length, koly.array());
    return file.array();
  }

  /** Kind (2 is CRC-32; the length tells the others apart), length in bits, value. */
  private void checksum(ByteBuffer target, int at, byte[] sum) {
    target.putInt(at, algorithm.equals("CRC-32") ? 2 : 4).putInt(at + 4, sum.length * 8);
    target.put(at + 8, sum);
    if (badChecksums) {
      target.put(at + 8, (byte) ~sum[0]);
    }
  }

  private byte[] sum(byte[] bytes) {
    if (algorithm.equals("CRC-32")) {
      CRC32 crc = new CRC32();
      crc.update(bytes);
      return ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
    }
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private byte[] table() {
    data.reset();
    data.writeBytes(new byte[tableOffset]);
    int chunk = chunkSectors * 512;
    int count = (disk.length + chunk - 1) / chunk;
    ByteBuffer table = ByteBuffer.allocate(204 + 40 * (count + 2));
    ByteArrayOutputStream summed = new ByteArrayOutputStream();
    table.position(204);
    run(table, 0x7FFFFFFE, 0, 0, 0, 0);
    for (int i = 0; i < count; i++) {
      int from = i * chunk;
      int length = Math.min(chunk, disk.length - from);
      Stored kind = kinds.get(i % kinds.size());
      byte[] stored = encode(kind, Arrays.copyOfRange(disk, from, from + length));
      run(table, kind.code, from / 512, length / 512, data.size() - tableOffset, stored.length);
      data.writeBytes(stored);
      if (kind != Stored.IGNORE) {
        summed.write(disk, from, length);
      }
    }
    run(table, 0xFFFFFFFF, disk.length / 512, 0, data.size() - tableOffset, 0);
    table.put(0, "mish".getBytes(StandardCharsets.US_ASCII)).putInt(4, 1);
    table.putLong(8, 0).putLong(16, disk.length / 512).putLong(24, tableOffset);
    checksum(table, 64, sum(summed.toByteArray()));
    table.putInt(200, count + 2);
    return table.array();
  }

  private static void run(
      ByteBuffer table, int code, long sector, long sectors, long offset, long length) {
    table.putInt(code).putInt(0).putLong(sector).putLong(sectors);
    table.putLong(offset).putLong(length);
  }

  private static byte[] list(byte[] table) {
    return ("<?xml version=\"1.0\"?>\n"
            + "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://x/y.dtd\">\n"
            + "<plist version=\"1.0\"><dict><key>resource-fork</key><dict><key>blkx</key><array>"
            + "<dict><key>Name</key><string>disk &amp; all</string><key>Data</key><data>\n"
            + Base64.getMimeEncoder().encodeToString(table)
            + "\n</data></dict></array><key>plst</key><array/></dict></dict></plist>")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] encode(Stored kind, byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      switch (kind) {
        case ZERO, IGNORE -> {
          return new byte[0];
        }
        case RAW -> {
          return plain;
        }
        case ADC -> out.writeBytes(adc(plain));
        case LZFSE -> lzfse(plain, out);
        case ZLIB -> write(new DeflaterOutputStream(out), plain);
        case BZIP2 -> write(new BZip2CompressorOutputStream(out, 1), plain);
        case LZMA -> write(new XZOutputStream(out, new LZMA2Options(6)), plain);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void write(OutputStream encoder, byte[] plain) throws IOException {
    try (encoder) {
      encoder.write(plain);
    }
  }

  /** Literals, and repeats of one byte as matches. */
  static byte[] adc(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at < plain.length) {
      int same = 0;
      while (at > 0 && at + same < plain.length && same < 67 && plain[at + same] == plain[at - 1]) {
        same++;
      }
      if (same >= 4) {
        out.write(0x40 | (same - 4));
        out.write(0);
        out.write(0);
        at += same;
      } else {
        out.write(0x80);
        out.write(plain[at++]);
      }
    }
    return out.toByteArray();
  }

  /** Blocks without compression. */
  private static void lzfse(byte[] plain, ByteArrayOutputStream out) {
    out.writeBytes("bvx-".getBytes(StandardCharsets.US_ASCII));
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(plain.length >> shift);
    }
    out.writeBytes(plain);
    out.writeBytes("bvx$".getBytes(StandardCharsets.US_ASCII));
  }
}
