package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.MalformedImageException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the descriptors tell a reader. */
record Facts(DescriptorSet set, VolumeDescriptor descriptor, NameDecoder names) {

  Map<String, String> all() throws MalformedImageException {
    Map<String, String> facts = new LinkedHashMap<>();
    boolean sierra = descriptor.layout() == Layout.HIGH_SIERRA;
    int shift = sierra ? 8 : 0;
    text(facts, "system identifier", 8 + shift, 32); // BP 9, §8.4.6
    text(facts, "volume identifier", 40 + shift, 32); // BP 41, §8.4.7
    facts.put("volume space size", descriptor.blocks() + " blocks");
    facts.put("logical block size", descriptor.blockSize() + " bytes");
    int names = sierra ? 214 : 190;
    text(facts, "volume set identifier", names, 128); // BP 191, §8.4.19
    text(facts, "publisher identifier", names + 128, 128);
    text(facts, "data preparer identifier", names + 256, 128);
    text(facts, "application identifier", names + 384, 128);
    int files = sierra ? 32 : 37;
    int at = names + 512; // BP 703, §8.4.23
    text(facts, "copyright file identifier", at, files);
    text(facts, "abstract file identifier", at + files, files);
    if (!sierra) {
      text(facts, "bibliographic file identifier", at + 2 * files, files);
    }
    int dates = sierra ? 790 : 813; // BP 814, §8.4.26
    int length = sierra ? 16 : 17;
    date(facts, "volume creation", dates, !sierra);
    date(facts, "volume modification", dates + length, !sierra);
    date(facts, "volume expiration", dates + 2 * length, !sierra);
    date(facts, "volume effective", dates + 3 * length, !sierra);
    if (set.start() > 0) {
      facts.put("session start", "block " + set.start() / VolumeDescriptor.SECTOR);
    }
    if (descriptor.jolietLevel() > 0) {
      facts.put("joliet level", Integer.toString(descriptor.jolietLevel()));
    }
    return facts;
  }

  private void text(Map<String, String> facts, String name, int at, int length)
      throws MalformedImageException {
    String text = descriptor.text(at, length, names);
    if (!text.isEmpty() && text.charAt(0) != 0) {
      facts.put(name, text);
    }
  }

  private void date(Map<String, String> facts, String name, int at, boolean zoned)
      throws MalformedImageException {
    long time = IsoTime.digits(descriptor.in(), at, zoned);
    if (time != 0) {
      facts.put(name, Instant.ofEpochMilli(time).toString());
    }
  }
}
