package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Makes CHDs: {@code CompressedHunks.of(disk, 4096, 512).version5("zlib")}. Hunks that repeat an
 * earlier one, or have the bytes that the parent has at some unit, are copies; every seventh other
 * one is stored.
 */
public final class CompressedHunks {
  private static final int SECTOR = 2352;
  private static final int FRAME = 2448;
  private static final int STORED_EACH = 7;
  private static final int HEADER5 = 124;
  private static final int HEADER4 = 108;
  private static final int HEADER3 = 120;

  private final byte[] content;
  private final int hunkBytes;
  private final int unitBytes;
  private final List<byte[]> metadata = new ArrayList<>();
  private final List<String> tags = new ArrayList<>();
  private byte[] parent = new byte[0];
  private byte[] parentSha1 = new byte[20];

  private CompressedHunks(byte[] content, int hunkBytes, int unitBytes) {
    this.content = content;
    this.hunkBytes = hunkBytes;
    this.unitBytes = unitBytes;
  }

  /** An image of some content. */
  public static CompressedHunks of(byte[] content, int hunkBytes, int unitBytes) {
    return new CompressedHunks(content, hunkBytes, unitBytes);
  }

  /** An image of a disc: frames as {@link #frames} makes them, eight in a hunk. */
  public static CompressedHunks ofFrames(byte[]... frames) {
    return of(CdSectors.join(frames), 8 * FRAME, FRAME);
  }

  /** Frames of a CD around raw sectors, padded to a multiple of four. */
  public static byte[] frames(byte[] sectors) {
    return frames(sectors, SECTOR);
  }

  /** Frames of a CD around sectors of any size, padded to a multiple of four. */
  public static byte[] frames(byte[] sectors, int size) {
    int count = sectors.length / size;
    byte[] frames = new byte[(count + 3) / 4 * 4 * FRAME];
    for (int i = 0; i < count; i++) {
      System.arraycopy(sectors, i * size, frames, i * FRAME, size);
    }
    return frames;
  }

  /** Adds metadata that are part of the checksum. */
  public CompressedHunks metadata(String tag, String text) {
    return metadata(tag, (text + "\0").getBytes(US_ASCII));
  }

  /** Adds metadata that are part of the checksum. */
  public CompressedHunks metadata(String tag, byte[] data) {
    tags.add(tag);
    metadata.add(data);
    return this;
  }

  /** Adds the metadata of a track without gaps. */
  public CompressedHunks track(int number, String type, int frames) {
    return metadata(
        "CHT2",
        String.format(
            "TRACK:%d TYPE:%s SUBTYPE:NONE FRAMES:%d PREGAP:0 PGTYPE:MODE1 PGSUB:NONE POSTGAP:0",
            number, type, frames));
  }

  /** Shows the content of a parent, whose image was made before, where it is the same. */
  public CompressedHunks parent(byte[] parentContent, byte[] image) {
    parent = parentContent;
    parentSha1 = Arrays.copyOfRange(image, image[15] == 5 ? 84 : 48, image[15] == 5 ? 104 : 68);
    return this;
  }

  private int hunks() {
    return (content.length + hunkBytes - 1) / hunkBytes;
  }

  private byte[] hunk(int index) {
    byte[] hunk = new byte[hunkBytes];
    int start = index * hunkBytes;
    System.arraycopy(content, start, hunk, 0, Math.min(hunkBytes, content.length - start));
    return hunk;
  }

  /** Returns an image of version 5 with one codec: {@code zlib}, {@code cdzl} or {@code huff}. */
  public byte[] version5(String codec) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[HEADER5]);
    Bits types = new Bits();
    types.put(1, 4).put(4, 4).put(13, 4); // a code of 16 code words of 4 bits
    Bits fields = new Bits();
    ByteArrayOutputStream map = new ByteArrayOutputStream();
    Map<ByteBuffer, Integer> seen = new HashMap<>();
    int lastSelf = 0;
    for (int i = 0; i < hunks(); i++) {
      byte[] hunk = hunk(i);
      Integer earlier = seen.putIfAbsent(ByteBuffer.wrap(hunk), i);
      int unit = inParent(hunk);
      if (earlier != null) {
        int type = earlier == lastSelf ? 9 : earlier == lastSelf + 1 ? 10 : 5;
        types.put(type, 4);
        if (type == 5) {
          fields.put(earlier, 32);
        }
        lastSelf = earlier;
        map.writeBytes(entry(5, 0, earlier, 0));
      } else if (unit >= 0) {
        boolean same = unit == (long) i * hunkBytes / unitBytes;
        types.put(same ? 11 : 6, 4);
        if (!same) {
          fields.put(unit, 32);
        }
        map.writeBytes(entry(6, 0, unit, 0));
      } else {
        byte[] packed = i % STORED_EACH == STORED_EACH - 1 ? hunk : packed(codec, hunk);
        boolean stored = packed.length >= hunk.length;
        int crc = crc16(hunk);
        types.put(stored ? 4 : 0, 4);
        if (!stored) {
          fields.put(packed.length, 24);
        }
        fields.put(crc, 16);
        map.writeBytes(entry(stored ? 4 : 0, stored ? hunkBytes : packed.length, file.size(), crc));
        file.writeBytes(stored ? hunk : packed);
      }
    }
    byte[] bits = types.append(fields).bytes();
    long metadataOffset = writeMetadata(file);
    long mapOffset = file.size();
    ByteBuffer head = ByteBuffer.allocate(16);
    head.putInt(bits.length).putShort((short) 0).putInt(HEADER5);
    head.putShort((short) crc16(map.toByteArray())).put((byte) 24).put((byte) 32).put((byte) 32);
    file.writeBytes(head.array());
    file.writeBytes(bits);
    return header5(file.toByteArray(), codec, mapOffset, metadataOffset);
  }

  /** Returns an image of version 5 whose hunks are not compressed; those of zeros are left out. */
  public byte[] version5() {
    int start = (HEADER5 + 4 * hunks() + hunkBytes - 1) / hunkBytes * hunkBytes;
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[start]);
    ByteBuffer map = ByteBuffer.allocate(4 * hunks());
    for (int i = 0; i < hunks(); i++) {
      boolean zeros = Arrays.equals(hunk(i), new byte[hunkBytes]);
      map.putInt(zeros && parent.length == 0 ? 0 : file.size() / hunkBytes);
      file.writeBytes(zeros && parent.length == 0 ? new byte[0] : hunk(i));
    }
    long metadataOffset = writeMetadata(file);
    byte[] image = header5(file.toByteArray(), "\0\0\0\0", HEADER5, metadataOffset);
    System.arraycopy(map.array(), 0, image, HEADER5, map.capacity());
    return image;
  }

  private byte[] header5(byte[] file, String codec, long mapOffset, long metadataOffset) {
    ByteBuffer header = ByteBuffer.wrap(file);
    header.put("MComprHD".getBytes(US_ASCII)).putInt(HEADER5).putInt(5);
    header.put(codec.getBytes(US_ASCII)).position(32);
    header.putLong(content.length).putLong(mapOffset).putLong(metadataOffset);
    header.putInt(hunkBytes).putInt(unitBytes).put(sha1(content)).put(combined()).put(parentSha1);
    return file;
  }

  /** Returns an image of version 4: zlib, patterns of eight bytes, copies. */
  public byte[] version4() {
    byte[] file = old(HEADER4);
    ByteBuffer header = ByteBuffer.wrap(file);
    header.putInt(12, 4).putInt(44, hunkBytes).position(48);
    header.put(combined()).put(parentSha1).put(sha1(content));
    return file;
  }

  /** Returns an image of version 3. */
  public byte[] version3() {
    byte[] file = old(HEADER3);
    ByteBuffer header = ByteBuffer.wrap(file);
    header.putInt(12, 3).putInt(76, hunkBytes).position(44);
    header.put(digest("MD5", content)).position(80);
    header.put(sha1(content)).put(parentSha1);
    return file;
  }

  private byte[] old(int headerBytes) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[headerBytes + 16 * hunks()]);
    ByteBuffer map = ByteBuffer.allocate(16 * hunks());
    Map<ByteBuffer, Integer> seen = new HashMap<>();
    for (int i = 0; i < hunks(); i++) {
      byte[] hunk = hunk(i);
      CRC32 crc = new CRC32();
      crc.update(hunk);
      Integer earlier = seen.putIfAbsent(ByteBuffer.wrap(hunk), i);
      int unit = inParent(hunk);
      byte[] pattern = new byte[hunkBytes];
      Arrays.setAll(new Object[hunkBytes], k -> pattern[k] = hunk[k % 8]);
      if (earlier != null) {
        map.putLong(earlier).putInt(0).putInt(4 | 0x10);
      } else if (unit >= 0 && unit * unitBytes % hunkBytes == 0) {
        map.putLong((long) unit * unitBytes / hunkBytes).putInt(0).putInt(5 | 0x10);
      } else if (Arrays.equals(hunk, pattern)) {
        map.putLong(ByteBuffer.wrap(hunk).getLong()).putInt((int) crc.getValue()).putInt(3);
      } else {
        boolean stored = i % STORED_EACH == STORED_EACH - 1;
        byte[] packed = stored ? hunk : packed("zlib", hunk);
        map.putLong(file.size()).putInt((int) crc.getValue());
        map.putShort((short) packed.length).put((byte) (packed.length >> 16));
        map.put((byte) (stored ? 2 : 1));
        file.writeBytes(packed);
      }
    }
    long metadataOffset = writeMetadata(file);
    byte[] image = file.toByteArray();
    System.arraycopy(map.array(), 0, image, headerBytes, map.capacity());
    ByteBuffer header = ByteBuffer.wrap(image);
    header.put("MComprHD".getBytes(US_ASCII)).putInt(headerBytes).putInt(0);
    header.putInt(parent.length > 0 ? 1 : 0).putInt(2).putInt(hunks());
    header.putLong(content.length).putLong(metadataOffset);
    return image;
  }

  /** Returns an image of version 1: a hard disk of 63 sectors a track. */
  public byte[] version1() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[76 + 8 * hunks()]);
    ByteBuffer map = ByteBuffer.allocate(8 * hunks());
    for (int i = 0; i < hunks(); i++) {
      byte[] hunk = hunk(i);
      byte[] packed = i % STORED_EACH == STORED_EACH - 1 ? hunk : packed("zlib", hunk);
      map.putLong((long) packed.length << 44 | file.size());
      file.writeBytes(packed);
    }
    byte[] image = file.toByteArray();
    System.arraycopy(map.array(), 0, image, 76, map.capacity());
    ByteBuffer header = ByteBuffer.wrap(image);
    header.put("MComprHD".getBytes(US_ASCII)).putInt(76).putInt(1).putInt(0).putInt(1);
    header.putInt(hunkBytes / 512).putInt(hunks());
    header.putInt(content.length / 512 / 64).putInt(1).putInt(64).put(digest("MD5", content));
    return image;
  }

  /** Returns the unit of the parent at which it has the bytes of a hunk, or -1. */
  private int inParent(byte[] hunk) {
    for (int unit = 0; unit * unitBytes + hunkBytes <= parent.length; unit++) {
      if (Arrays.equals(
          hunk, Arrays.copyOfRange(parent, unit * unitBytes, unit * unitBytes + hunkBytes))) {
        return unit;
      }
    }
    return -1;
  }

  private static byte[] entry(int type, int length, long offset, int crc) {
    ByteBuffer entry = ByteBuffer.allocate(12);
    entry.putInt(type << 24 | length).putShort((short) (offset >> 32)).putInt((int) offset);
    return entry.putShort((short) crc).array();
  }

  private long writeMetadata(ByteArrayOutputStream file) {
    long first = metadata.isEmpty() ? 0 : file.size();
    for (int i = 0; i < metadata.size(); i++) {
      byte[] data = metadata.get(i);
      boolean last = i + 1 == metadata.size();
      ByteBuffer head = ByteBuffer.allocate(16);
      head.put(tags.get(i).getBytes(US_ASCII)).putInt(1 << 24 | data.length);
      head.putLong(last ? 0 : file.size() + 16 + data.length);
      file.writeBytes(head.array());
      file.writeBytes(data);
    }
    return first;
  }

  private byte[] combined() {
    List<byte[]> sums = new ArrayList<>();
    for (int i = 0; i < metadata.size(); i++) {
      sums.add(CdSectors.join(tags.get(i).getBytes(US_ASCII), sha1(metadata.get(i))));
    }
    sums.sort(Comparator.comparing(ByteBuffer::wrap, CompressedHunks::compare));
    sums.add(0, sha1(content));
    return sha1(CdSectors.join(sums.toArray(byte[][]::new)));
  }

  private static int compare(ByteBuffer a, ByteBuffer b) {
    return Arrays.compareUnsigned(a.array(), b.array());
  }

  private static byte[] packed(String codec, byte[] hunk) {
    return switch (codec) {
      case "huff" -> huffman(hunk);
      case "cdzl" -> discHunk(hunk);
      default -> deflated(hunk, 0, hunk.length);
    };
  }

  private static byte[] deflated(byte[] bytes, int start, int length) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(bytes, start, length);
    deflater.finish();
    byte[] room = new byte[2 * length + 64];
    int count = deflater.deflate(room);
    deflater.end();
    return Arrays.copyOf(room, count);
  }

  /** A code of 256 code words of 8 bits, whose lengths are coded by two code words of a bit. */
  private static byte[] huffman(byte[] hunk) {
    Bits bits = new Bits();
    bits.put(1, 3).put(7, 3).put(0, 3).put(1, 3).put(7, 3); // symbols 0 and 9
    bits.put(1, 1).put(0, 1).put(7, 3).put(255 - 9, 8); // 8, and 255 times the same
    for (byte b : hunk) {
      bits.put(b & 0xFF, 8);
    }
    return bits.bytes();
  }

  /** Leaves out the sync pattern and the parity of valid sectors. */
  private static byte[] discHunk(byte[] hunk) {
    int frames = hunk.length / FRAME;
    byte[] flags = new byte[(frames + 7) / 8];
    byte[] sectors = new byte[frames * SECTOR];
    byte[] subChannels = new byte[frames * (FRAME - SECTOR)];
    for (int i = 0; i < frames; i++) {
      byte[] sector = Arrays.copyOfRange(hunk, i * FRAME, i * FRAME + SECTOR);
      byte[] sealed = sector.clone();
      CdSectors.seal(sealed);
      if (sector[1] == -1 && Arrays.equals(sector, sealed) && (sector[18] & 0x20) == 0) {
        flags[i / 8] |= (byte) (1 << (i % 8));
        Arrays.fill(sector, 0, 12, (byte) 0);
        Arrays.fill(sector, 2076, SECTOR, (byte) 0);
      }
      System.arraycopy(sector, 0, sectors, i * SECTOR, SECTOR);
      int sub = FRAME - SECTOR;
      System.arraycopy(hunk, i * FRAME + SECTOR, subChannels, i * sub, sub);
    }
    byte[] packed = deflated(sectors, 0, sectors.length);
    int lengthBytes = hunk.length < 65536 ? 2 : 3;
    byte[] length = new byte[lengthBytes];
    for (int i = 0; i < lengthBytes; i++) {
      length[i] = (byte) (packed.length >> (8 * (lengthBytes - 1 - i)));
    }
    return CdSectors.join(flags, length, packed, deflated(subChannels, 0, subChannels.length));
  }

  private static int crc16(byte[] bytes) {
    int crc = 0xFFFF;
    for (byte b : bytes) {
      crc ^= (b & 0xFF) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
      }
    }
    return crc & 0xFFFF;
  }

  private static byte[] sha1(byte[] bytes) {
    return digest("SHA-1", bytes);
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Bits, the most significant of each byte first. */
  private static final class Bits {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int held;
    private int count;

    Bits put(long value, int bits) {
      for (int i = bits - 1; i >= 0; i--) {
        held = held << 1 | (int) (value >> i & 1);
        if (++count == 8) {
          bytes.write(held);
          held = 0;
          count = 0;
        }
      }
      return this;
    }

    Bits append(Bits other) {
      for (byte b : other.bytes.toByteArray()) {
        put(b & 0xFF, 8);
      }
      return put(other.held, other.count);
    }

    byte[] bytes() {
      Bits whole = new Bits().copy(this);
      while (whole.count != 0) {
        whole.put(0, 1);
      }
      return whole.bytes.toByteArray();
    }

    private Bits copy(Bits other) {
      bytes.writeBytes(other.bytes.toByteArray());
      held = other.held;
      count = other.count;
      return this;
    }
  }
}
