package io.github.diskimagefs.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A disk in bands of 4096 bytes, of which those of zeros are left out. */
public final class SparseDisk {
  /** Bytes of a band. */
  public static final int BAND = 4096;

  private static final int NODE = 4096;
  private static final int SLOTS_OF_FIRST = (NODE - 64) / 4;
  private static final int SLOTS = (NODE - 56) / 4;

  private final byte[] disk;

  private SparseDisk(byte[] disk) {
    this.disk = disk;
  }

  /** A disk of whole sectors. */
  public static SparseDisk of(byte[] disk) {
    return new SparseDisk(disk);
  }

  /** The number of bands, with those of zeros. */
  public int bands() {
    return (disk.length + BAND - 1) / BAND;
  }

  /** The bytes of a band; those of the last one may be fewer. */
  public byte[] band(int index) {
    return Arrays.copyOfRange(disk, index * BAND, Math.min(disk.length, (index + 1) * BAND));
  }

  /** One file: bands in reverse order after the index nodes that list them. */
  public byte[] image() {
    List<Integer> stored = new ArrayList<>();
    for (int i = bands() - 1; i >= 0; i--) {
      if (length(band(i)) > 0) {
        stored.add(i);
      }
    }
    int nodes = 1 + (Math.max(0, stored.size() - SLOTS_OF_FIRST) + SLOTS - 1) / SLOTS;
    ByteBuffer image = ByteBuffer.allocate(nodes * NODE + stored.size() * BAND);
    image.put("sprs".getBytes(US_ASCII)).putInt(3).putInt(BAND / 512).putInt(1);
    image.putInt(disk.length / 512);
    int node = 0;
    int slot = 0;
    for (int band : stored) {
      if (slot == (node == 0 ? SLOTS_OF_FIRST : SLOTS)) {
        int next = node + NODE + slot * BAND;
        image.putLong(node == 0 ? 20 : node + 12, next).put(next, "sprs".getBytes(US_ASCII));
        node = next;
        slot = 0;
      }
      image.putInt(node + (node == 0 ? 64 : 56) + 4 * slot, band + 1);
      image.put(node + NODE + slot * BAND, band(band));
      slot++;
    }
    return image.array();
  }

  /** A folder: its files by their paths in it. Zeros at the end of a band are left out. */
  public Map<String, byte[]> bundle() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(
        "Info.plist",
        ("<?xml version=\"1.0\"?><plist version=\"1.0\"><dict>"
                + "<key>band-size</key><integer>"
                + BAND
                + "</integer><key>diskimage-bundle-type</key>"
                + "<string>com.apple.diskimage.sparsebundle</string><key>size</key><integer>"
                + disk.length
                + "</integer></dict></plist>")
            .getBytes(US_ASCII));
    files.put("token", new byte[0]);
    for (int i = 0; i < bands(); i++) {
      int length = length(band(i));
      if (length > 0) {
        files.put("bands/" + Integer.toHexString(i), Arrays.copyOf(band(i), length));
      }
    }
    return files;
  }

  private static int length(byte[] band) {
    int length = band.length;
    while (length > 0 && band[length - 1] == 0) {
      length--;
    }
    return length;
  }
}
