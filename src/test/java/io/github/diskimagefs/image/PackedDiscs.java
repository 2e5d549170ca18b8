package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/**
 * Makes images that pack the sectors of a disc. The layouts are those of maxcso (README_CSO,
 * README_ZSO, src/dax.h), xenobox (jiso), the ISZ File Format Specification and libmirage
 * (filter-isz), and pop-fe (popstation.py, with DuckStation's cd_image_pbp.cpp).
 */
public final class PackedDiscs {
  private static final int PBP_BLOCK = 0x9300;

  private PackedDiscs() {}

  private static byte[] block(byte[] disc, int index, int size) {
    byte[] block = new byte[size];
    System.arraycopy(disc, index * size, block, 0, Math.min(size, disc.length - index * size));
    return block;
  }

  private static int blocks(byte[] disc, int size) {
    return (disc.length + size - 1) / size;
  }

  private static ByteBuffer bytes(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] array(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.duplicate().clear().get(bytes);
    return bytes;
  }

  private static byte[] deflated(byte[] plain, boolean zlib) {
    Deflater deflater = new Deflater(9, !zlib);
    deflater.setInput(plain);
    deflater.finish();
    byte[] packed = new byte[2 * plain.length + 64];
    int length = deflater.deflate(packed);
    deflater.end();
    return Arrays.copyOf(packed, length);
  }

  /** Returns an LZ4 block: literals, a match for the zeros that follow, and the last literals. */
  static byte[] lz4(byte[] plain) {
    int end = plain.length;
    while (end > 0 && plain[end - 1] == 0) {
      end--;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int match = plain.length - end - 1 - 5;
    if (match < 4) {
      literals(out, plain, 0, plain.length, 0);
      return out.toByteArray();
    }
    literals(out, plain, 0, end + 1, Math.min(15, match - 4));
    out.write(1);
    out.write(0);
    length(out, match - 4);
    literals(out, plain, plain.length - 5, 5, 0);
    return out.toByteArray();
  }

  private static void literals(
      ByteArrayOutputStream out, byte[] plain, int start, int count, int match) {
    out.write(Math.min(15, count) << 4 | match);
    length(out, count);
    out.write(plain, start, count);
  }

  private static void length(ByteArrayOutputStream out, int count) {
    int more = count - 15;
    for (; more >= 255; more -= 255) {
      out.write(255);
    }
    if (more >= 0) {
      out.write(more);
    }
  }

  /** Makes a CSO of version 1. */
  public static byte[] cso(byte[] disc, int blockSize) {
    return cso("CISO", disc, 1, blockSize, 0);
  }

  /** Makes a CSO of version 2, with blocks of DEFLATE and LZ4 in turn. */
  public static byte[] cso2(byte[] disc, int blockSize) {
    return cso("CISO", disc, 2, blockSize, 0);
  }

  /** Makes a ZSO. */
  public static byte[] zso(byte[] disc, int blockSize) {
    return cso("ZISO", disc, 1, blockSize, 0);
  }

  /**
   * Makes a CSO or ZSO.
   *
   * @param shift bits by which offsets are shifted, so that padding follows the blocks
   */
  public static byte[] cso(String magic, byte[] disc, int version, int blockSize, int shift) {
    int count = blocks(disc, blockSize);
    int align = 1 << shift;
    ByteBuffer head = bytes(24 + 4 * (count + 1));
    head.put(magic.getBytes(ISO_8859_1)).putInt(24).putLong(disc.length).putInt(blockSize);
    head.put((byte) version).put((byte) shift).putShort((short) 0);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int start = head.capacity();
    for (int i = 0; i <= count; i++) {
      while ((start + data.size()) % align != 0) {
        data.write(0);
      }
      int entry = (start + data.size()) >> shift;
      if (i < count) {
        byte[] plain = block(disc, i, blockSize);
        boolean lz4 = magic.equals("ZISO") || (version == 2 && i % 2 == 1);
        byte[] packed = lz4 ? lz4(plain) : deflated(plain, false);
        int padded = (packed.length + align - 1) / align * align;
        boolean stored = version == 2 ? padded >= blockSize : packed.length >= blockSize;
        data.writeBytes(stored ? plain : packed);
        entry |= (version == 2 ? lz4 && !stored : stored) ? 1 << 31 : 0;
      }
      head.putInt(entry);
    }
    return CdSectors.join(array(head), data.toByteArray());
  }

  /** Makes a cloop of version 2.0, whose last block is filled up with zeros. */
  public static byte[] cloop(byte[] disk, int blockSize) {
    int count = blocks(disk, blockSize);
    ByteBuffer head = ByteBuffer.allocate(136 + 8 * (count + 1));
    head.put("#!/bin/sh\n#V2.0 Format\nmodprobe cloop file=$0\n".getBytes(ISO_8859_1));
    head.position(128).putInt(blockSize).putInt(count);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      head.putLong(head.capacity() + data.size());
      data.writeBytes(deflated(block(disk, i, blockSize), true));
    }
    head.putLong(head.capacity() + data.size());
    return CdSectors.join(head.array(), data.toByteArray());
  }

  /** Makes a DAX, in which frames that zlib does not shorten are stored. */
  public static byte[] dax(byte[] disc) {
    int frame = 8 << 10;
    int count = blocks(disc, frame);
    List<byte[]> data = new ArrayList<>();
    List<Integer> stored = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] packed = deflated(block(disc, i, frame), true);
      if (packed.length >= frame) {
        stored.add(i);
        packed = block(disc, i, frame);
      }
      data.add(packed);
    }
    ByteBuffer head = bytes(32 + 6 * count + 8 * stored.size());
    head.put("DAX\0".getBytes(ISO_8859_1)).putInt(disc.length).putInt(1).putInt(stored.size());
    head.position(32);
    int offset = head.capacity();
    for (byte[] each : data) {
      head.putInt(offset);
      offset += each.length;
    }
    data.forEach(each -> head.putShort((short) each.length));
    stored.forEach(each -> head.putInt(each).putInt(1));
    data.add(0, array(head));
    return CdSectors.join(data.toArray(byte[][]::new));
  }

  /** Makes a JSO of DEFLATE data with the MD5 sum of the disc. */
  public static byte[] jso(byte[] disc, int blockSize) {
    return jso(disc, blockSize, false);
  }

  /**
   * Makes a JSO.
   *
   * @param lzo whether blocks are of LZO, literals alone, instead of DEFLATE
   */
  public static byte[] jso(byte[] disc, int blockSize, boolean lzo) {
    int count = blocks(disc, blockSize);
    ByteBuffer head = bytes(48 + 4 * (count + 1));
    head.put("JISO".getBytes(ISO_8859_1)).putShort((short) 1).putShort((short) blockSize);
    head.putShort((short) 0).putShort((short) (lzo ? 0 : 1)).putInt(disc.length);
    head.put(digest("MD5", disc)).putInt(48).position(48);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      head.putInt(head.capacity() + data.size());
      byte[] plain = block(disc, i, blockSize);
      byte[] packed = lzo ? lzo(plain) : deflated(plain, false);
      data.writeBytes(packed.length >= blockSize && !lzo ? plain : packed);
    }
    head.putInt(head.capacity() + data.size());
    return CdSectors.join(array(head), data.toByteArray());
  }

  /** Returns a block of LZO1X: the number of literals less 18, the literals, and the end mark. */
  private static byte[] lzo(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    int rest = plain.length - 18;
    for (; rest > 255; rest -= 255) {
      out.write(0);
    }
    out.write(rest);
    out.writeBytes(plain);
    out.writeBytes(new byte[] {0x11, 0, 0});
    return out.toByteArray();
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes an ISZ in one file, with chunks of zlib and bzip2 and stored ones in turn. */
  public static byte[] isz(byte[] disc, int chunkSize) {
    return isz(disc, chunkSize, "", 0).get(0);
  }

  /**
   * Makes an ISZ.
   *
   * @param password of AES-128; empty for none
   * @param segment bytes of chunk data in each file; 0 for a single file
   */
  public static List<byte[]> isz(byte[] disc, int chunkSize, String password, int segment) {
    int count = blocks(disc, chunkSize);
    ByteBuffer table = bytes(3 * count);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      starts.add(data.size());
      byte[] plain =
          Arrays.copyOfRange(disc, i * chunkSize, Math.min(disc.length, (i + 1) * chunkSize));
      boolean zeros = Arrays.equals(plain, new byte[plain.length]);
      int type = zeros ? 0 : i % 3 == 0 ? 2 : i % 3 == 1 ? 3 : 1;
      byte[] packed = type == 2 ? deflated(plain, true) : type == 3 ? bzip2(plain) : plain;
      if (!zeros) {
        data.writeBytes(password.isEmpty() ? packed : encrypted(packed, password));
      }
      int entry = packed.length | type << 22;
      table.put((byte) entry).put((byte) (entry >> 8)).put((byte) (entry >> 16));
    }
    starts.add(data.size());
    byte[] all = data.toByteArray();
    int room = segment == 0 ? Math.max(1, all.length) : segment;
    int files = Math.max(1, (all.length + room - 1) / room);
    ByteBuffer segments = bytes(files == 1 ? 0 : 24 * (files + 1));
    int start = 64 + segments.capacity() + table.capacity();
    List<byte[]> images = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      byte[] part = Arrays.copyOfRange(all, i * room, Math.min(all.length, (i + 1) * room));
      int first = firstFrom(starts, i * room);
      int next = i + 1 == files ? count : firstFrom(starts, (i + 1) * room);
      int dataStart = i == 0 ? start : 64;
      if (files > 1) {
        segments.putLong(dataStart + part.length).putInt(next - first).putInt(first);
        segments.putInt(dataStart + starts.get(first) - i * room);
        segments.putInt(i + 1 == files ? 0 : starts.get(next) - (i + 1) * room);
      }
      ByteBuffer file = bytes(dataStart + part.length);
      file.put("IsZ!".getBytes(ISO_8859_1)).put((byte) 64).put((byte) 1).putInt(0x1234_5678);
      file.putShort((short) 2048).putInt(disc.length / 2048);
      file.put((byte) (password.isEmpty() ? 0 : 2)).putLong(files == 1 ? 0 : room);
      file.putInt(count).putInt(chunkSize).put((byte) 3).put((byte) i);
      file.putInt(64 + segments.capacity()).putInt(files == 1 ? 0 : 64).putInt(dataStart);
      file.putInt(48, (int) ~crc(disc)).putInt(52, all.length).putInt(60, (int) ~crc(all));
      file.position(dataStart).put(part);
      images.add(array(file));
    }
    System.arraycopy(hidden(array(segments)), 0, images.get(0), 64, segments.capacity());
    byte[] pointers = hidden(array(table));
    System.arraycopy(pointers, 0, images.get(0), 64 + segments.capacity(), pointers.length);
    return images;
  }

  private static int firstFrom(List<Integer> starts, int position) {
    int index = 0;
    while (starts.get(index) < position) {
      index++;
    }
    return index;
  }

  private static byte[] hidden(byte[] table) {
    for (int i = 0; i < table.length; i++) {
      table[i] ^= (byte) ~"IsZ!".charAt(i % 4);
    }
    return table;
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  private static byte[] bzip2(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (BZip2CompressorOutputStream packed = new BZip2CompressorOutputStream(out, 1)) {
      packed.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] bytes = out.toByteArray();
    Arrays.fill(bytes, 0, 3, (byte) 0);
    return bytes;
  }

  private static byte[] encrypted(byte[] bytes, String password) {
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      byte[] key = Arrays.copyOf(password.getBytes(UTF_8), 16);
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      byte[] copy = bytes.clone();
      int length = copy.length - copy.length % 16;
      System.arraycopy(cipher.doFinal(bytes, 0, length), 0, copy, 0, length);
      return copy;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a package of discs of raw sectors, each with its table of contents. */
  public static byte[] pbp(List<PbpContent> discs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer head = bytes(0x100);
    head.put("\0PBP".getBytes(ISO_8859_1)).putInt(0x10000);
    for (int i = 0; i < 7; i++) {
      head.putInt(0x28);
    }
    head.putInt(0x100);
    out.writeBytes(array(head));
    List<byte[]> images = discs.stream().map(PackedDiscs::pbpDisc).toList();
    if (discs.size() > 1) {
      ByteBuffer title = bytes(0x8000);
      title.put("PSTITLEIMG000000".getBytes(ISO_8859_1)).position(0x200);
      int offset = title.capacity();
      for (byte[] image : images) {
        title.putInt(offset);
        offset += image.length;
      }
      out.writeBytes(array(title));
    }
    images.forEach(out::writeBytes);
    return out.toByteArray();
  }

  /** A disc of a package. */
  public static final class PbpContent {
    private final byte[] sectors;
    private final byte[] toc;

    /**
     * Creates a disc.
     *
     * @param sectors raw, of all tracks and the pregaps between them
     * @param toc entries of ten bytes
     */
    public PbpContent(byte[] sectors, byte[] toc) {
      this.sectors = sectors;
      this.toc = toc;
    }

    /** A disc with a single data track. */
    public static PbpContent data(byte[] sectors) {
      return new PbpContent(
          sectors,
          CdSectors.join(
              entry(0x41, 0xA0, 0, 75),
              entry(0x41, 0xA1, 0, 75),
              entry(0x41, 0xA2, 0, 150 + sectors.length / 2352),
              entry(0x41, 1, 0, 150)));
    }

    /** Returns an entry of the table of contents, with the times of INDEX 00 and INDEX 01. */
    public static byte[] entry(int control, int point, int pregap, int start) {
      ByteBuffer entry = bytes(10).put((byte) control).put((byte) 0).put((byte) point);
      time(entry, pregap);
      time(entry.put((byte) 0), start);
      return array(entry);
    }

    private static void time(ByteBuffer entry, int sectors) {
      for (int part : new int[] {sectors / 75 / 60, sectors / 75 % 60, sectors % 75}) {
        entry.put((byte) (part / 10 * 16 + part % 10));
      }
    }
  }

  /** Every third block is stored. */
  private static byte[] pbpDisc(PbpContent content) {
    int count = blocks(content.sectors, PBP_BLOCK);
    ByteBuffer head = bytes(0x10_0000);
    head.put("PSISOIMG0000".getBytes(ISO_8859_1));
    head.position(0x400).put("_SLUS_01234".getBytes(ISO_8859_1));
    head.position(0x800).put(content.toc);
    head.position(0xBFC).putInt(0x10_0000);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      byte[] plain = block(content.sectors, i, PBP_BLOCK);
      byte[] packed = i % 3 == 2 ? plain : deflated(plain, false);
      packed = packed.length < PBP_BLOCK ? packed : plain;
      head.position(0x4000 + 32 * i).putInt(data.size()).putShort((short) packed.length);
      head.putShort((short) 0).put(digest("SHA-1", plain), 0, 16);
      data.writeBytes(packed);
    }
    return CdSectors.join(array(head), data.toByteArray());
  }

  /** A file of ECM, record by record. */
  public static final class Ecm {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int code;

    /** Starts a file. */
    public Ecm() {
      out.writeBytes("ECM\0".getBytes(ISO_8859_1));
    }

    /** Adds bytes as they are. */
    public Ecm literal(byte[] bytes) {
      return record(0, bytes.length, bytes, bytes);
    }

    /** Adds raw sectors of mode 1. */
    public Ecm mode1(byte[] sectors) {
      byte[] data = new byte[sectors.length / 2352 * 2051];
      for (int i = 0; i < sectors.length / 2352; i++) {
        System.arraycopy(sectors, i * 2352 + 12, data, i * 2051, 3);
        System.arraycopy(sectors, i * 2352 + 16, data, i * 2051 + 3, 2048);
      }
      return record(1, sectors.length / 2352, data, sectors);
    }

    /** Adds raw sectors of mode 2, each with its sync pattern and header as they are. */
    public Ecm mode2(byte[] sectors, boolean form2) {
      for (int i = 0; i < sectors.length; i += 2352) {
        literal(Arrays.copyOfRange(sectors, i, i + 16));
        int length = form2 ? 2328 : 2052;
        byte[] data = Arrays.copyOfRange(sectors, i + 20, i + 20 + length);
        record(form2 ? 3 : 2, 1, data, Arrays.copyOfRange(sectors, i + 16, i + 2352));
      }
      return this;
    }

    private Ecm record(int type, long count, byte[] data, byte[] decoded) {
      header(type, count - 1);
      out.writeBytes(data);
      for (byte each : decoded) {
        code ^= each & 0xFF;
        for (int bit = 0; bit < 8; bit++) {
          code = (code >>> 1) ^ ((code & 1) * 0xD8018001);
        }
      }
      return this;
    }

    /** Adds the header of a record alone. */
    public Ecm header(int type, long count) {
      long rest = count >> 5;
      out.write((rest > 0 ? 0x80 : 0) | ((int) (count & 31) << 2) | type);
      while (rest > 0) {
        out.write(((rest >> 7) > 0 ? 0x80 : 0) | (int) (rest & 127));
        rest >>= 7;
      }
      return this;
    }

    /** Returns the file with its end mark and checksum. */
    public byte[] bytes() {
      header(0, 0xFFFF_FFFFL);
      byte[] sum = array(PackedDiscs.bytes(4).putInt(code));
      return CdSectors.join(out.toByteArray(), sum);
    }
  }
}
