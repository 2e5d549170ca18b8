package io.github.diskimagefs.hostile;

import io.github.diskimagefs.hostile.Mutation.Patch;
import io.github.diskimagefs.image.ApfsImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * Corrects the checksums of structures after a change: otherwise most changes would fail at the
 * checksum and never reach the parser.
 */
public final class Sums {
  private static final int MAX_TABLE_SIZE = 1 << 20;

  private final Original image;
  private RawSectors raw;

  Sums(Original image) {
    this.image = image;
  }

  /** Makes right whatever looks as if it had a sum. */
  public static void makeRight(byte[] image) {
    Sums sums = new Sums(Original.of(image));
    for (int start = 0; start + 512 <= image.length; start += 512) {
      if (sums.tagged(start)) {
        byte[] again = sums.descriptorAgain(start, List.of());
        System.arraycopy(again, 0, image, start, again.length);
      }
    }
    for (int start = 0; start + ApfsImage.BLOCK <= image.length; start += ApfsImage.BLOCK) {
      if (sums.apfsObject(start)) {
        byte[] object = sums.apfsObjectAgain(start, List.of());
        System.arraycopy(object, 0, image, start, object.length);
      }
    }
    List<Patch> repairs = new ArrayList<>();
    sums.partitionTable(512, List.of(new Patch(512, new byte[0])), repairs);
    repairs.forEach(
        patch -> System.arraycopy(patch.bytes(), 0, image, patch.offset(), patch.bytes().length));
  }

  /** What to patch in addition. */
  List<Patch> repair(List<Patch> patches) {
    if (raw == null) {
      raw = new RawSectors(image);
    }
    List<Patch> repairs = new ArrayList<>();
    TreeSet<Integer> starts = new TreeSet<>();
    for (Patch patch : patches) {
      int data = raw.dataAt(patch.offset());
      int base = data < 0 ? 0 : data % 512;
      // A descriptor of up to 2048 bytes may begin in front of where it is hit.
      int block = patch.offset() - Math.floorMod(patch.offset() - base, 512);
      for (int back = 0; back < 4; back++) {
        starts.add(block - back * 512);
      }
    }
    for (int start : starts) {
      if (start >= 0 && descriptor(start)) {
        repairs.add(new Patch(start, descriptorAgain(start, patches)));
      }
    }
    TreeSet<Integer> objects = new TreeSet<>();
    patches.forEach(patch -> objects.add(patch.offset() / ApfsImage.BLOCK * ApfsImage.BLOCK));
    for (int start : objects) {
      if (start + ApfsImage.BLOCK <= image.length() && apfsObject(start)) {
        repairs.add(new Patch(start, apfsObjectAgain(start, patches)));
      }
    }
    for (int sector : new int[] {512, 2048, 4096}) {
      partitionTable(sector, patches, repairs);
    }
    List<Patch> all = new ArrayList<>(patches);
    all.addAll(repairs);
    repairs.addAll(raw.repair(all));
    return repairs;
  }

  /** Returns whether there is a valid descriptor tag, ECMA-167 3/7.2. */
  private boolean descriptor(int start) {
    if (start + 512 > image.length()) {
      return false;
    }
    return tagged(start) && sum(image.copy(start, 16), 0) == image.at(start + 4);
  }

  /** What may be a tag: a known identifier, version 2 or 3. */
  private boolean tagged(int start) {
    int tag = (image.at(start) & 0xFF) | (image.at(start + 1) & 0xFF) << 8;
    int version = image.at(start + 2);
    return tag != 0
        && (tag <= 9 || (tag >= 256 && tag <= 266))
        && (version == 2 || version == 3)
        && image.at(start + 3) == 0;
  }

  /** Returns whether a block may be an object of APFS: a known type and storage. */
  private boolean apfsObject(int start) {
    ByteBuffer header = ByteBuffer.wrap(image.copy(start, 32)).order(ByteOrder.LITTLE_ENDIAN);
    int type = header.getInt(24);
    int storage = type >>> 24;
    return (storage == 0 || storage == 0x40 || storage == 0x80)
        && (type & 0xFFFFFF) >= 1
        && (type & 0xFFFFFF) <= 0x1F
        && header.getInt(28) >= 0
        && header.getInt(28) <= 0x1F;
  }

  private byte[] apfsObjectAgain(int start, List<Patch> patches) {
    byte[] object = image.changed(start, ApfsImage.BLOCK, patches);
    ApfsImage.seal(object);
    return object;
  }

  private byte[] descriptorAgain(int start, List<Patch> patches) {
    byte[] whole = image.changed(start, Math.min(2048, image.length() - start), patches);
    ByteBuffer view = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int length = view.getShort(10) & 0xFFFF;
    if (length <= whole.length - 16) {
      view.putShort(8, (short) crc(whole, 16, length));
    }
    whole[4] = sum(whole, 0);
    return Arrays.copyOf(whole, 512 <= 16 + length ? whole.length : 512);
  }

  private static byte sum(byte[] bytes, int start) {
    byte sum = 0;
    for (int i = 0; i < 16; i++) {
      sum += i == 4 ? 0 : bytes[start + i];
    }
    return sum;
  }

  /** The sums of a GUID partition table: of its entries, then of its header. */
  private void partitionTable(int sector, List<Patch> patches, List<Patch> repairs) {
    if (image.length() < 6 * sector || image.at(sector) != 'E' || image.at(sector + 1) != 'F') {
      return;
    }
    boolean hit = patches.stream().anyMatch(patch -> patch.offset() < 34 * sector);
    if (!hit) {
      return;
    }
    byte[] header = image.changed(sector, 92, patches);
    ByteBuffer view = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    long entries = view.getInt(80) * (long) view.getInt(84);
    long from = view.getLong(72) * sector;
    boolean inside = from > 0 && from < image.length() && entries <= image.length() - from;
    if (inside && entries > 0 && entries <= MAX_TABLE_SIZE) {
      view.putInt(88, crc32(image.changed((int) from, (int) entries, patches)));
    }
    view.putInt(16, 0);
    view.putInt(16, crc32(header));
    repairs.add(new Patch(sector, header));
  }

  private static int crc32(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** The CRC of ECMA-167 7.2.6. */
  private static int crc(byte[] bytes, int from, int length) {
    int crc = 0;
    for (int i = from; i < from + length; i++) {
      crc ^= (bytes[i] & 0xFF) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
      }
    }
    return crc & 0xFFFF;
  }
}
